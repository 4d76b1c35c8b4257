import { millisToNanos } from "../lib/time";

export const RANGES = [
  { value: "15m", text: "15 m", words: "the last 15 minutes", seconds: 900 },
  { value: "1h", text: "1 h", words: "the last hour", seconds: 3600 },
  { value: "24h", text: "24 h", words: "the last 24 hours", seconds: 86_400 },
  { value: "7d", text: "7 d", words: "the last 7 days", seconds: 604_800 },
  { value: "all", text: "All", words: "all time", seconds: null },
] as const;

export type Range = (typeof RANGES)[number];
export type RangeValue = Range["value"];

/** Newest first makes "all" harmless, and nothing hides from someone who sends a first trace. */
export const DEFAULT_RANGE: RangeValue = "all";

export function rangeFrom(value: string | null): Range {
  return (
    RANGES.find((range) => range.value === value) ?? RANGES.find((range) => range.value === DEFAULT_RANGE)!
  );
}

/** The start of the range in Unix nanoseconds; undefined means from the beginning. */
export function rangeStart(range: Range, nowMillis: number): string | undefined {
  return range.seconds === null ? undefined : millisToNanos(nowMillis - range.seconds * 1000);
}
