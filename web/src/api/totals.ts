import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { askedParameters, fetchTraces, getJson, type Asked } from "./client";
import { nanosToMillis } from "../lib/time";

export interface TotalsRow {
  key: (string | null)[];
  values: (number | null)[];
  /** The values for each of `bucketsUnixNano`. */
  buckets: (number | null)[][];
}

export interface Totals {
  measures: { name: string; unit: string | null }[];
  bucketsUnixNano: string[];
  rows: TotalsRow[];
  other: { groups: number; values: (number | null)[] } | null;
  all: TotalsRow;
  /** False where percentiles are right to `error` of their value only. */
  exact: boolean;
  error: number;
}

/** How long the totals of one list are good for; what arrives meanwhile is told by the live stream. */
const FRESH = 30_000;

function fetchTotals(asked: Asked, more: Record<string, string>, signal: AbortSignal): Promise<Totals> {
  return getJson(`/api/v1/totals?${askedParameters(asked, more).toString()}`, signal);
}

/** How many traces there are of each value of a field, the most first. */
export function useValueCounts(
  group: string,
  key: readonly unknown[],
  asked: () => Asked,
  limit: number,
  enabled: boolean,
) {
  return useQuery({
    enabled,
    queryKey: ["totals", "counts", group, limit, ...key],
    queryFn: ({ signal }) => fetchTotals(asked(), { group, measure: "count", limit: String(limit) }, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: false,
  });
}

const MEASURES = "count,errors,tokens,cost,p50,p95";

export interface OverTime {
  totals: Totals;
  /** The stretch that the buckets cover, in milliseconds; null without a trace. */
  window: { from: number; to: number; step: number } | null;
}

/** What a list adds up to, and when. `stepFor` says how long a bucket is. */
export function useOverTime(
  key: readonly unknown[],
  asked: () => Asked,
  stepFor: (milliseconds: number) => { bucket: string; milliseconds: number },
  enabled: boolean,
) {
  return useQuery({
    enabled,
    queryKey: ["totals", "time", ...key],
    queryFn: async ({ signal }): Promise<OverTime> => {
      const query = asked();
      const [from, to] = await Promise.all([
        momentOf(query.from) ?? edge(query, "start", signal),
        momentOf(query.to) ?? (query.from === undefined ? edge(query, "-start", signal) : Date.now()),
      ]);
      if (from === null || to === null) {
        return { totals: await fetchTotals(query, { measure: MEASURES }, signal), window: null };
      }
      const step = stepFor(Math.max(1, to - from));
      const totals = await fetchTotals(query, { measure: MEASURES, bucket: step.bucket }, signal);
      return { totals, window: { from, to, step: step.milliseconds } };
    },
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: false,
  });
}

function momentOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return nanosToMillis(text);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment;
}

/** When the first or the last trace of a list began. */
async function edge(asked: Asked, order: string, signal: AbortSignal): Promise<number | null> {
  const [trace] = (await fetchTraces({ ...asked, order, limit: 1 }, signal)).traces;
  return trace === undefined ? null : nanosToMillis(trace.startUnixNano);
}
