import type { HistoryEntry, TraceHistory } from "../api/types";
import { looksLikeJson, parseJson, prettyJson } from "../lib/json";

/** A value that may be null, or is not known at all. */
export type Known = { value: unknown } | null;

/** One thing that a trace was given, and what that made of it. */
export interface Version {
  entry: HistoryEntry;
  /** The value as it stood then. */
  whole: Known;
  /** The value before; null if there was none. */
  before: Known;
}

/** The versions of one side, the latest first. What a span lends lies beneath all others. */
export function versionsOf(history: TraceHistory, side: "input" | "output"): Version[] {
  const entries = history.entries.filter(({ field }) => field === side);
  return entries.map((entry, at) => {
    const older = entries[at + 1];
    return { entry, whole: wholeOf(entry), before: older === undefined ? null : wholeOf(older) };
  });
}

/** Additions of long ago come without the whole that they made. */
function wholeOf({ mode, value, result }: HistoryEntry): Known {
  if (mode !== "merge") return { value };
  return result === null || result === undefined ? null : { value: result };
}

/** As lines to compare: JSON set out, also that which was sent as text. */
export function linesOf(value: unknown): string[] {
  return textOf(value).split("\n");
}

/** Text as it stands, anything else as JSON. */
export function textOf(value: unknown): string {
  if (typeof value !== "string") return prettyJson(value);
  const parsed = looksLikeJson(value) ? parseJson(value) : null;
  return parsed?.ok ? prettyJson(parsed.value) : value;
}

const DIALECTS: Record<string, string> = { "langfuse-api": "Langfuse’s API" };

/** Through what it came, in words. */
export const throughOf = (dialect: string): string => DIALECTS[dialect] ?? dialect;
