// Keeps invented traces and answers as docs/api.md says.
import { bigTrace, deepTrace } from "./mock-big.mjs";
import { patchedTrace, waitingTrace } from "./mock-patched.mjs";
import { failedTrace, imageTrace, minimalTrace, ragTrace, runningTrace } from "./mock-states.mjs";
import { agentTrace } from "./mock-traces.mjs";
import { filler } from "./mock-filler.mjs";
import { skeletonOf, summaryOf } from "./mock-build.mjs";

export function createStore({ empty }) {
  const now = Date.now();
  const full = empty
    ? []
    : [
        runningTrace(now - 9_000),
        agentTrace(now - 48_000),
        failedTrace(now - 190_000),
        ragTrace(now - 420_000),
        imageTrace(now - 1_500_000),
        minimalTrace(now - 2_700_000),
        waitingTrace(now - 3_100_000),
        patchedTrace(now - 3_600_000),
        bigTrace(now - 5_400_000),
        deepTrace(now - 5_900_000),
      ];
  const byId = new Map(full.map((trace) => [trace.id, trace]));
  const summaries = [...full.map(summaryOf), ...(empty ? [] : filler(now))].sort((a, b) =>
    BigInt(b.startUnixNano) > BigInt(a.startUnixNano) ? 1 : -1,
  );

  return {
    list(parameters) {
      const limit = Number(parameters.get("limit") ?? 50);
      const from = parameters.get("from");
      const at = Number(parameters.get("cursor") ?? 0);
      const since = from
        ? summaries.filter((trace) => BigInt(trace.startUnixNano) >= BigInt(from))
        : summaries;
      const found = parameters.get("order") === "start" ? since.toReversed() : since;
      const traces = found.slice(at, at + limit);
      return { traces, nextCursor: at + limit < found.length ? String(at + limit) : null };
    },
    trace(id) {
      const known = byId.get(id);
      const filled = known ? undefined : summaries.find((trace) => trace.id === id);
      const trace =
        known ??
        (filled && { ...minimalTrace(Number(BigInt(filled.startUnixNano) / 1_000_000n)), ...filled });
      if (!trace) return undefined;
      return {
        answer: () => ({ ...summaryOf(trace), ...trace.content, skeleton: skeletonOf(trace) }),
        history: trace.history ?? { traceId: id, entries: [] },
        span: (spanId) => trace.spanDetail(spanId),
      };
    },
  };
}
