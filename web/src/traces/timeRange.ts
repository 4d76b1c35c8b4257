import { exactTime, isoToNanos, millisToNanos } from "../lib/time";

export const RANGES = [
  { value: "15m", text: "15 m", words: "the last 15 minutes", seconds: 900 },
  { value: "1h", text: "1 h", words: "the last hour", seconds: 3600 },
  { value: "24h", text: "24 h", words: "the last 24 hours", seconds: 86_400 },
  { value: "7d", text: "7 d", words: "the last 7 days", seconds: 604_800 },
  { value: "all", text: "All", words: "all time", seconds: null },
] as const;

/** One of these, or what a view asks for. */
export interface Range {
  value: string;
  words: string;
  seconds: number | null;
}

/** Newest first makes "all" harmless, and nothing hides from someone who sends a first trace. */
export const DEFAULT_RANGE = "all";

const UNITS: Record<string, [words: string, seconds: number]> = {
  s: ["seconds", 1],
  m: ["minutes", 60],
  h: ["hours", 3600],
  d: ["days", 86_400],
  w: ["weeks", 604_800],
};

export function rangeFrom(value: string | null): Range {
  const known = RANGES.find((range) => range.value === value);
  if (known) return known;
  const [, count, unit] = /^([1-9]\d{0,4})([smhdw])$/.exec(value ?? "") ?? [];
  if (value === null || count === undefined || unit === undefined)
    return RANGES.find((range) => range.value === DEFAULT_RANGE)!;
  const [words, seconds] = UNITS[unit]!;
  return { value, words: `the last ${count} ${words}`, seconds: Number(count) * seconds };
}

/** The start of the range in Unix nanoseconds; undefined means from the beginning. */
export function rangeStart(range: Range, nowMillis: number): string | undefined {
  return range.seconds === null ? undefined : millisToNanos(nowMillis - range.seconds * 1000);
}

/** A stretch between two moments, which a list has in place of a range. */
export interface Stretch {
  /** RFC 3339; empty for none. */
  from: string;
  to: string;
}

export const isStretch = ({ from, to }: Stretch) => from !== "" || to !== "";

/** `10:05 to 10:20`, `Nov 20 10:05 to Nov 21 04:00`; what cannot be read stands as it was written. */
export function stretchWords({ from, to }: Stretch): string {
  const [first, last] = [moment(from), moment(to)];
  const isOneDay = first !== null && last !== null && first.slice(0, 10) === last.slice(0, 10);
  const start = first === null ? from : short(first, false);
  const end = last === null ? to : short(last, isOneDay);
  if (from === "") return `before ${end}`;
  return to === "" ? `since ${start}` : `${start} to ${end}`;
}

function moment(text: string): string | null {
  return Number.isNaN(Date.parse(text)) ? null : exactTime(isoToNanos(text));
}

function short(exact: string, timeOnly: boolean): string {
  const time = exact.slice(11, 19).replace(/:00$/, "");
  return timeOnly ? time : `${exact.slice(0, 10)} ${time}`;
}
