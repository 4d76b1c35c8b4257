import type { Bar } from "./buckets";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where a mark may begin, at most: it must not leave the plot. */
const LAST = 0.93;

/** A few moments below the bars, in the reader's zone: times within days, dates beyond. */
export function timeMarks(bars: readonly Bar[]): { at: number; text: string }[] {
  if (bars.length === 0) return [];
  const from = bars[0]!.from;
  const length = bars.at(-1)!.to - from;
  const every = Math.max(1, Math.ceil(bars.length / 7));
  let day = "";
  return bars.flatMap((bar, at) => {
    const place = (bar.from - from) / length;
    if (at % every !== 0 || place > LAST) return [];
    const date = new Date(bar.from);
    const today = date.toLocaleDateString("en-GB", {
      day: "numeric",
      month: "short",
      ...(length > 300 * DAY ? { year: "numeric" } : {}),
    });
    const time = date.toLocaleTimeString("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      ...(length < HOUR / 12 ? { second: "2-digit" } : {}),
    });
    const isNew = today !== day;
    day = today;
    if (length > 5 * DAY) return [{ at: place, text: today }];
    return [{ at: place, text: isNew && length > HOUR * 12 ? `${today} ${time}` : time }];
  });
}
