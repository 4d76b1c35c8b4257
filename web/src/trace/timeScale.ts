const NICE = [1, 2, 2.5, 5];
/** Steps beyond ten seconds, in seconds: people count those by the clock. */
const CLOCK = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** A stretch of time in nanoseconds after the start of the trace. */
export interface TimeWindow {
  start: number;
  end: number;
}

function stepFor(rough: number): number {
  if (rough > 10e9)
    return (CLOCK.find((seconds) => seconds * 1e9 >= rough) ?? Math.ceil(rough / 86_400e9) * 86_400) * 1e9;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (NICE.find((factor) => factor * power >= rough) ?? 10);
}

/** Moments for at most `wanted` round tick marks within the window, not at its edges. */
export function ticks({ start, end }: TimeWindow, wanted: number): number[] {
  const length = end - start;
  if (length <= 0 || wanted < 1) return [];
  const step = stepFor(length / wanted);
  const marks: number[] = [];
  // Counted in steps, because a sum of steps drifts.
  for (let count = Math.floor(start / step) + 1; count * step < end - length * 0.001; count++) {
    marks.push(count * step);
  }
  return marks;
}

export interface Bar {
  /** Fractions of the whole width. */
  left: number;
  width: number;
}

/** Where a span lies in the window; null if outside. A span without an end reaches to the window's end. */
export function barOf(start: number, duration: number | null, window: TimeWindow): Bar | null {
  const length = window.end - window.start;
  if (length <= 0) return { left: 0, width: 1 };
  const end = duration === null ? Math.max(window.end, start) : start + duration;
  if (start > window.end || end < window.start) return null;
  const left = Math.max(0, (start - window.start) / length);
  return { left, width: Math.max(0, Math.min(1, (end - window.start) / length) - left) };
}

/** Where one moment lies in the window; null if outside. */
export function placeOf(moment: number, window: TimeWindow): number | null {
  return barOf(moment, 0, window)?.left ?? null;
}
