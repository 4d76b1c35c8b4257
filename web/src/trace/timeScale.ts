const NICE = [1, 2, 5];

/** Moments for at most `wanted` round tick marks between 0 and `extent` (nanoseconds), without the ends. */
export function ticks(extent: number, wanted: number): number[] {
  if (extent <= 0 || wanted < 1) return [];
  const rough = extent / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE.find((factor) => factor * power >= rough) ?? 10);
  const marks: number[] = [];
  for (let at = step; at < extent * 0.999; at += step) marks.push(at);
  return marks;
}

export interface Bar {
  /** Fractions of the whole width. */
  left: number;
  width: number;
}

/** Where a span lies in the trace. A span without an end reaches to the last known moment. */
export function barOf(start: number, duration: number | null, extent: number): Bar {
  if (extent <= 0) return { left: 0, width: 1 };
  const left = Math.min(1, Math.max(0, start / extent));
  const end = duration === null ? 1 : Math.min(1, Math.max(left, (start + duration) / extent));
  return { left, width: end - left };
}
