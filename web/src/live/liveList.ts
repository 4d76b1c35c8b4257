import type { TracePageAnswer, TraceSummary } from "../api/types";
import type { LiveEvent } from "./eventStream";

/** What a list has heard since it was read. */
export interface News {
  readonly traces: ReadonlyMap<string, TraceSummary>;
  /** Deleted, or they fit the filter no longer. */
  readonly gone: ReadonlySet<string>;
}

export const NO_NEWS: News = { traces: new Map(), gone: new Set() };

/** A list that is left alone for long must not grow for ever. */
export const MOST_NEWS = 2000;

export function hear(news: News, events: readonly LiveEvent[]): News {
  const traces = new Map(news.traces);
  const gone = new Set(news.gone);
  const add = (trace: TraceSummary) => {
    gone.delete(trace.id);
    traces.delete(trace.id);
    traces.set(trace.id, trace);
  };
  for (const { name, data } of events) {
    if (name === "trace") add(data as TraceSummary);
    else if (name === "snapshot") (data as TracePageAnswer).traces.forEach(add);
    else if (name === "gone") {
      for (const id of (data as { ids: string[] }).ids) {
        traces.delete(id);
        gone.add(id);
      }
    }
  }
  for (const id of traces.keys()) {
    if (traces.size <= MOST_NEWS) break;
    traces.delete(id);
  }
  return { traces, gone };
}

/**
 * The list with its news: rows that are there already are brought up to date where they stand; the rest is counted and
 * waits until the reader asks, so that nothing shifts.
 * @param isWhole Whether the list goes on below what is read; news from there are none.
 */
export function withNews(listed: readonly TraceSummary[], news: News, isWhole: boolean) {
  const waiting = new Map(news.traces);
  const traces = listed.map((trace) => {
    const newer = waiting.get(trace.id);
    waiting.delete(trace.id);
    return newer ?? trace;
  });
  const last = listed.at(-1);
  let fresh = waiting.size;
  if (!isWhole && last !== undefined) {
    const end = BigInt(last.startUnixNano);
    for (const trace of waiting.values()) if (BigInt(trace.startUnixNano) < end) fresh--;
  }
  return { traces, fresh };
}
