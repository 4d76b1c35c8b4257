import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getJson } from "./client";
import type { TracePageAnswer } from "./types";

/** What rows add up to; see docs/api.md. Times are in seconds, money in US dollars. */
export interface Totals {
  measures: { name: string; unit: string | null }[];
  /** When each bucket begins. */
  bucketsUnixNano: string[];
  rows: TotalsRow[];
  /** The groups beyond the limit together. */
  other: { groups: number; values: Value[] } | null;
  all: TotalsRow;
  exact: boolean;
  /** By which fraction of its value a percentile may be off. */
  error: number;
}

export type Value = number | null;

export interface TotalsRow {
  key: (string | null)[];
  values: Value[];
  buckets: Value[][];
}

export interface TotalsQuestion {
  subject: "traces" | "spans";
  measure: readonly string[];
  group?: string;
  bucket?: string;
  order?: string;
  limit?: number;
}

/** A time range in Unix nanoseconds; without an end, until now. */
export interface Window {
  from: string;
  to: string;
}

function totalsPath(question: TotalsQuestion, window: Window): string {
  const search = new URLSearchParams({ subject: question.subject, measure: question.measure.join(",") });
  if (question.group !== undefined) search.set("group", question.group);
  if (question.bucket !== undefined) {
    search.set("bucket", question.bucket);
    search.set("tz", Intl.DateTimeFormat().resolvedOptions().timeZone);
  }
  if (question.order !== undefined) search.set("order", question.order);
  if (question.limit !== undefined) search.set("limit", String(question.limit));
  search.set("from", window.from);
  search.set("to", window.to);
  return `/api/v1/totals?${search.toString()}`;
}

/** @param window Null while it is not known. */
export function useTotals(question: TotalsQuestion, window: Window | null) {
  return useQuery({
    queryKey: ["dashboard", question, window],
    queryFn: ({ signal }) => getJson<Totals>(totalsPath(question, window!), signal),
    enabled: window !== null,
    // What is there stays until what replaces it has come: nothing blinks.
    placeholderData: keepPreviousData,
  });
}

/** When the first trace of all began; null if there is none. */
export function useFirstStart(enabled: boolean) {
  return useQuery({
    queryKey: ["dashboard", "first"],
    queryFn: async ({ signal }) => {
      const answer = await getJson<TracePageAnswer>("/api/v1/traces?order=start&limit=1", signal);
      return answer.traces[0]?.startUnixNano ?? null;
    },
    enabled,
  });
}
