import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getJson, zone } from "./client";
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
