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
/** A running trace is read again this often; a large one less often, because all of it is read. */
const RUNNING_INTERVAL = 3000;
const LARGE_INTERVAL = 15_000;
const LARGE = 5000;
/** How often the list looks whether something new came. */
const HEAD_INTERVAL = 5000;

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

/** Pages of one list share the `from` of the first, so that a moving clock does not move the window. */
export function useTraceList(range: string, from: () => string | undefined) {
  return useInfiniteQuery({
    queryKey: ["traces", range],
    queryFn: async ({ pageParam, signal }) => {
      const parameter = pageParam ?? { from: from(), cursor: undefined };
      const answer = await fetchTraces({ ...parameter, limit: PAGE_SIZE }, signal);
      return { ...answer, from: parameter.from };
    },
    initialPageParam: null as PageParameter | null,
    getNextPageParam: (last): PageParameter | null =>
      last.nextCursor === null ? null : { from: last.from, cursor: last.nextCursor },
  });
}

/** The newest few traces, asked for beside the list: new rows wait behind a button instead of shifting it. */
export function useTraceHead(range: string, from: () => string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ["traces-head", range],
    queryFn: ({ signal }) => fetchTraces({ from: from(), limit: 50 }, signal),
    refetchInterval: HEAD_INTERVAL,
    staleTime: 0,
    retry: false,
    enabled,
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

/**
 * News for the list: rows that are there already are brought up to date where they stand; the rest is counted
 * and waits until the reader asks, so that nothing shifts.
 */
export function mergeHead(listed: readonly TraceSummary[], head: readonly TraceSummary[]) {
  const news = new Map(head.map((trace) => [trace.id, trace]));
  const traces = listed.map((trace) => {
    const newer = news.get(trace.id);
    news.delete(trace.id);
    return newer ?? trace;
  });
  return { traces, fresh: news.size };
}

const withSameMetadata = (before: Trace | undefined, now: Trace): Trace =>
  before === undefined ? now : { ...now, metadata: replaceEqualDeep(before.metadata, now.metadata) };

const isOpen = (status: Status) => status === "running" || status === "pending";

export function useTrace(traceId: string) {
  return useQuery<Trace>({
    queryKey: ["trace", traceId],
    queryFn: ({ signal }) => fetchTrace(traceId, signal),
    // What the reader folded stays folded as long as the value stays.
    structuralSharing: (before, now) => withSameMetadata(before as Trace | undefined, now as Trace),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false;
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
      for (const queryKey of [["traces"], ["traces-head"], ["span", traceId]]) {
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
