import {
  QueryClient,
  keepPreviousData,
  replaceEqualDeep,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import {
  deleteTrace,
  fetchHistory,
  fetchServer,
  fetchSpan,
  fetchText,
  fetchTrace,
  fetchTraces,
} from "./client";
import { Problem } from "./problem";
import type { Span, Status, Trace, TracePageAnswer, TraceSummary } from "./types";

const PAGE_SIZE = 100;
/** Where it cannot be followed, a running trace is read again this often; a large one, all of it, less often. */
const RUNNING_INTERVAL = 3000;
const LARGE_INTERVAL = 15_000;
const LARGE = 5000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && error instanceof Problem && error.retryable,
        refetchOnWindowFocus: false,
        staleTime: 30_000,
        // A skeleton of 100,000 spans must not be compared with its predecessor value by value.
        structuralSharing: false,
      },
    },
  });
}

interface PageParameter {
  from: string | undefined;
  cursor: string | undefined;
}

/** A list: what of, how far back, in which order. */
export interface ListAsked {
  q: string;
  /** Tells one range of time from another. */
  range: string;
  from: () => string | undefined;
  to: string | undefined;
  order: string;
}

export const listKey = ({ q, range, order }: ListAsked) => ["traces", range, q, order];

/** Pages of one list share the `from` of the first, so that a moving clock does not move the window. */
export function useTraceList(asked: ListAsked, enabled: boolean) {
  return useInfiniteQuery({
    enabled,
    queryKey: listKey(asked),
    queryFn: async ({ pageParam, signal }) => {
      const parameter = pageParam ?? { from: asked.from(), cursor: undefined };
      const { q, to, order } = asked;
      const answer = await fetchTraces({ ...parameter, q, to, order, limit: PAGE_SIZE }, signal);
      return { ...answer, from: parameter.from };
    },
    initialPageParam: null as PageParameter | null,
    getNextPageParam: (last): PageParameter | null =>
      last.nextCursor === null ? null : { from: last.from, cursor: last.nextCursor },
  });
}

/** A trace whose root arrived late can occur on two pages; the first occurrence stays. */
export function dedupeById(pages: readonly TracePageAnswer[]): TraceSummary[] {
  const seen = new Set<string>();
  const traces: TraceSummary[] = [];
  for (const page of pages) {
    for (const trace of page.traces) {
      if (seen.has(trace.id)) continue;
      seen.add(trace.id);
      traces.push(trace);
    }
  }
  return traces;
}

const withSameMetadata = (before: Trace | undefined, now: Trace): Trace =>
  before === undefined ? now : { ...now, metadata: replaceEqualDeep(before.metadata, now.metadata) };

const isOpen = (status: Status) => status === "running" || status === "pending";

/** @param followed Whether it is told when to read again. */
export function useTrace(traceId: string, followed: boolean) {
  return useQuery<Trace>({
    queryKey: ["trace", traceId],
    queryFn: ({ signal }) => fetchTrace(traceId, signal),
    // What the reader folded stays folded as long as the value stays.
    structuralSharing: (before, now) => withSameMetadata(before as Trace | undefined, now as Trace),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || followed) return false;
      // Nothing ends a trace without spans: it can be patched at any time, and is small.
      if (data.spanCount === 0) return RUNNING_INTERVAL;
      if (!isOpen(data.status)) return false;
      return data.spanCount > LARGE ? LARGE_INTERVAL : RUNNING_INTERVAL;
    },
  });
}

/** Only of a trace that was given something itself; read again whenever something new arrived for it. */
export function useTraceHistory(trace: Trace) {
  return useQuery({
    queryKey: ["history", trace.id, trace.updatedAt],
    queryFn: ({ signal }) => fetchHistory(trace.id, signal),
    enabled: trace.hasOwnInput || trace.hasOwnOutput,
    placeholderData: (previous) => (previous?.traceId === trace.id ? previous : undefined),
  });
}

/** Deletes a trace, and has the lists read again: it must not stand there a moment longer. */
export function useDeleteTrace(traceId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => deleteTrace(traceId),
    onSuccess: () => {
      for (const queryKey of [["traces"], ["span", traceId]]) {
        client.removeQueries({ queryKey });
      }
      // Still shown: whoever comes back to it asks again.
      void client.invalidateQueries({ queryKey: ["trace", traceId], refetchType: "none" });
      onDone();
    },
  });
}

const spanQuery = (traceId: string, spanId: string) => ({
  queryKey: ["span", traceId, spanId],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchSpan(traceId, spanId, signal),
});

export function useSpan(traceId: string, spanId: string) {
  return useQuery<Span>({
    ...spanQuery(traceId, spanId),
    refetchInterval: (query) =>
      query.state.data !== undefined && isOpen(query.state.data.status) ? RUNNING_INTERVAL : false,
    placeholderData: keepPreviousData,
    // What the reader folded stays folded as long as the value stays.
    structuralSharing: true,
  });
}

/** Reads the neighbours of the selected span ahead, so that moving on feels instant. */
export function usePrefetchSpans(traceId: string, spanIds: readonly string[]): void {
  const client = useQueryClient();
  const key = spanIds.join("\n");
  useEffect(() => {
    if (key === "") return;
    const timer = setTimeout(() => {
      for (const spanId of key.split("\n")) {
        client.query(spanQuery(traceId, spanId)).catch(() => undefined);
      }
    }, 250);
    return () => clearTimeout(timer);
  }, [client, traceId, key]);
}

export function useServer() {
  return useQuery({ queryKey: ["server"], queryFn: ({ signal }) => fetchServer(signal), staleTime: 300_000 });
}

/** The whole of a value that was cut; only read when asked for. */
export function useWholeValue(path: string, enabled: boolean) {
  return useQuery({ queryKey: ["value", path], queryFn: ({ signal }) => fetchText(path, signal), enabled });
}
