import type { OverTime } from "../api/totals";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As many bars as are easily told apart and pointed at. */
const BARS = 60;

const STEPS: readonly [bucket: string, milliseconds: number][] = [
  ...([1, 2, 5, 10, 30] as const).map((count) => [`${count}s`, count * SECOND] as [string, number]),
  ...([1, 2, 5, 10, 15, 30] as const).map((count) => [`${count}m`, count * MINUTE] as [string, number]),
  ...([1, 2, 3, 6, 12] as const).map((count) => [`${count}h`, count * HOUR] as [string, number]),
  ...([1, 2, 7, 14, 30, 90, 365, 3650] as const).map(
    (count) => [`${count}d`, count * DAY] as [string, number],
  ),
];

/** The shortest round step that gives no more bars than can be told apart. */
export function stepFor(milliseconds: number): { bucket: string; milliseconds: number } {
  const [bucket, step] = STEPS.find(([, length]) => milliseconds / length <= BARS) ?? STEPS.at(-1)!;
  return { bucket, milliseconds: step };
}

export interface Bar {
  /** Unix milliseconds; `to` exclusive. */
  from: number;
  to: number;
  count: number;
  errors: number;
}

/** A bar for every step of the stretch, also where nothing was. */
export function barsOf({ totals, window }: OverTime): Bar[] {
  if (window === null) return [];
  const { step } = window;
  const values = new Map(
    totals.bucketsUnixNano.map((start, at) => [
      Number(BigInt(start) / 1_000_000n),
      totals.all.buckets[at] ?? [],
    ]),
  );
  // Buckets of a length begin where multiples of it do; one that the server named is the surest.
  const known = values.keys().next().value ?? 0;
  const first = window.from - mod(window.from - known, step);
  const bars: Bar[] = [];
  for (let from = first; from <= window.to && bars.length < BARS * 3; from += step) {
    const [count, errors] = values.get(from) ?? [];
    bars.push({ from, to: from + step, count: count ?? 0, errors: errors ?? 0 });
  }
  return bars;
}

const mod = (value: number, by: number) => ((value % by) + by) % by;
