import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getJson, tracePath, zone } from "./client";
import type { Mistake } from "./problem";

export type Subject = "trace" | "span";

/** What a query can ask about. */
export interface Field {
  name: string;
  /** Whose it is; of `span` in a query for traces, some span has to pass. */
  of: "trace" | "span" | "score";
  aliases: string[];
  type: "text" | "word" | "flag" | "count" | "number" | "money" | "time" | "duration";
  operators: string[];
  words: string[];
  isList: boolean;
  /** It is many: `name.path`. */
  takesPath: boolean;
  canOrder: boolean;
  about: string;
  examples: string[];
}

export interface FieldValue {
  value: string;
  count: number;
}

export function useFields(subject: Subject, enabled: boolean) {
  return useQuery({
    queryKey: ["fields", subject],
    queryFn: async ({ signal }) =>
      (await getJson<{ fields: Field[] }>(`/api/v1/fields?subject=${subject}`, signal)).fields,
    enabled,
    staleTime: Infinity,
  });
}

/** The commonest values of a field; of one that takes a path, the paths there are. */
export function useFieldValues(subject: Subject, field: string | null, prefix: string) {
  return useQuery({
    queryKey: ["values", subject, field, prefix],
    queryFn: async ({ signal }) => {
      const parameters = new URLSearchParams({ subject, prefix, limit: "20" });
      const path = `/api/v1/fields/${encodeURIComponent(field ?? "")}/values?${parameters.toString()}`;
      return (await getJson<{ values: FieldValue[] }>(path, signal)).values;
    },
    enabled: field !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What is wrong with a query, if anything is. */
export function useMistake(subject: Subject, q: string, enabled: boolean) {
  return useQuery({
    queryKey: ["check", subject, q],
    queryFn: async ({ signal }) => {
      const parameters = new URLSearchParams({ q, subject, tz: zone() });
      return (await getJson<{ error: Mistake | null }>(`/api/v1/query?${parameters.toString()}`, signal))
        .error;
    },
    enabled,
    retry: false,
  });
}

/** A place in a trace that says the words. */
export interface Hit {
  /** Null for what is said of the trace itself. */
  spanId: string | null;
  place: string;
  /** The attribute, if it is one. */
  key: string | null;
  snippet: string;
  highlights: { start: number; length: number }[];
}

/** The spans of a trace that pass a query, by id. */
export function useFittingSpans(traceId: string, q: string) {
  return useQuery({
    queryKey: ["find", traceId, "spans", q],
    queryFn: async ({ signal }) => {
      const parameters = new URLSearchParams({ q, tz: zone() });
      return (
        await getJson<{ spans: string[] }>(`${tracePath(traceId)}/spans?${parameters.toString()}`, signal)
      ).spans;
    },
    enabled: q !== "",
    retry: false,
  });
}

/** Where the words stand, bodies included. */
export function useHits(traceId: string, words: string) {
  return useQuery({
    queryKey: ["find", traceId, "text", words],
    queryFn: async ({ signal }) => {
      const parameters = new URLSearchParams({ q: words, limit: "500" });
      return (await getJson<{ hits: Hit[] }>(`${tracePath(traceId)}/search?${parameters.toString()}`, signal))
        .hits;
    },
    enabled: words !== "",
    retry: false,
  });
}
