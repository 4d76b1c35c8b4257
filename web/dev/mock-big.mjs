// Traces at the limits: 100,000 spans, and a chain 3,000 deep.
import { hex, makeTrace, nanos, random, spanDetail } from "./mock-build.mjs";

const TYPES = [
  "span",
  "generation",
  "embedding",
  "agent",
  "tool",
  "chain",
  "retriever",
  "reranker",
  "guardrail",
  "evaluator",
  "event",
];
const STATUSES = ["pending", "running", "completed", "failed", "cancelled"];
const STRINGS = [
  "nightly-evaluation",
  "evaluate case",
  "chat gpt-4.1-mini",
  "search handbook",
  "execute_tool lookup_customer",
  "score answer",
  "gpt-4.1-mini",
  "lookup_customer",
  "evaluator",
];

/** Per case: the case, a retrieval, a chat, a tool, a second chat, a score. */
const STEPS = [
  { name: 3, type: 6, model: -1, tool: -1 },
  { name: 2, type: 1, model: 6, tool: -1 },
  { name: 4, type: 4, model: -1, tool: 7 },
  { name: 2, type: 1, model: 6, tool: -1 },
  { name: 5, type: 9, model: -1, tool: -1 },
];

export function bigTrace(startMillis, count = 100_000) {
  const next = random(11);
  const id = "b16c0ffee00000000000000000100000";
  const skeleton = build(count, next);
  const parts = (node) => ({
    id: skeleton.id[node],
    parent: node === 0 ? undefined : skeleton.id[skeleton.parent[node]],
    name: STRINGS[skeleton.name[node]],
    type: TYPES[skeleton.type[node]],
    status: STATUSES[skeleton.status[node]],
    at: skeleton.start[node] / 1e6,
    took: skeleton.duration[node] / 1e6,
    model: STRINGS[skeleton.model[node]],
    tool: STRINGS[skeleton.tool[node]],
    input: `Case ${Math.floor(node / 6)}: which plan did the customer have in March?`,
    output:
      skeleton.status[node] === 3 ? undefined : "The customer was on the **Team** plan from 4 January on.",
    usage:
      skeleton.model[node] >= 0
        ? { inputTokens: skeleton.inputTokens[node], outputTokens: skeleton.outputTokens[node] }
        : undefined,
    errorMessage: skeleton.status[node] === 3 ? "The tool did not answer within 2 s." : undefined,
  });
  const place = new Map(skeleton.id.map((spanId, at) => [spanId, at]));
  const trace = makeTrace(
    {
      id,
      name: "nightly-evaluation",
      startMillis,
      status: "failed",
      service: "evaluator",
      environment: "staging",
    },
    [{ ...parts(0), status: "failed", input: "16,667 cases of suite handbook-qa", output: undefined }],
  );
  trace.skeleton = () => skeleton;
  trace.spanDetail = (spanId) =>
    place.has(spanId) ? spanDetail(trace, parts(place.get(spanId))) : undefined;
  const took = skeleton.duration[0] / 1e6;
  const sum = (column) => column.reduce((total, value) => total + (value ?? 0), 0);
  const [inputTokens, outputTokens] = [sum(skeleton.inputTokens), sum(skeleton.outputTokens)];
  trace.summary = {
    id,
    name: "nightly-evaluation",
    startUnixNano: nanos(startMillis),
    endUnixNano: nanos(startMillis + took),
    durationNano: nanos(took),
    status: "failed",
    spanCount: count,
    errorCount: skeleton.status.filter((status) => status === 3).length,
    usage: {
      inputTokens,
      outputTokens,
      cacheReadTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
      totalTokens: inputTokens + outputTokens,
    },
    cost: null,
    models: ["gpt-4.1-mini"],
    services: ["evaluator"],
    sessionId: null,
    userId: null,
    environment: "staging",
    release: null,
    version: null,
    tags: [],
    rootSpanId: skeleton.id[0],
    inputPreview: "16,667 cases of suite handbook-qa",
    outputPreview: null,
  };
  return trace;
}

function build(count, next) {
  const rows = [];
  let clock = 4e6;
  rows.push({ name: 0, type: 3, parent: -1, start: 0, status: 3, model: -1, tool: -1 });
  while (rows.length < count) {
    const parent = rows.length;
    const start = clock + next() * 5e6;
    let at = start + 1e6;
    const group = { name: 1, type: 5, parent: 0, start, status: 2, model: -1, tool: -1 };
    rows.push(group);
    for (const step of STEPS) {
      if (rows.length >= count) break;
      const duration = (step.type === 1 ? 300e6 : 40e6) * (0.3 + next() ** 3 * 4);
      rows.push({ ...step, parent, start: at, duration, status: next() < 0.002 ? 3 : 2 });
      at += duration + 2e6;
    }
    group.duration = at - start;
    clock += 31e6;
  }
  rows[0].duration = clock + 2e9;
  const order = rows.map((_, at) => at).sort((a, b) => rows[a].start - rows[b].start);
  const moved = new Int32Array(count);
  order.forEach((old, at) => (moved[old] = at));
  const column = (make) => order.map((old) => make(rows[old]));
  return {
    count,
    id: order.map((old) => (old + 0x1000000000).toString(16).padStart(16, "0")),
    parent: column((row) => (row.parent < 0 ? -1 : moved[row.parent])),
    name: column((row) => row.name),
    model: column((row) => row.model),
    service: column(() => 8),
    tool: column((row) => row.tool),
    type: column((row) => row.type),
    status: column((row) => row.status),
    level: column(() => 1),
    start: column((row) => Math.round(row.start)),
    duration: column((row) => Math.round(row.duration)),
    inputTokens: column((row) => (row.model >= 0 ? 800 : null)),
    outputTokens: column((row) => (row.model >= 0 ? 60 : null)),
    counts: column((row) => (row.model >= 0 ? 1 : 0)),
    cost: column(() => null),
    strings: STRINGS,
    types: TYPES,
    statuses: STATUSES,
    levels: ["DEBUG", "DEFAULT", "WARNING", "ERROR"],
    missingParents: {},
  };
}

export function deepTrace(startMillis) {
  const next = random(13);
  const depth = 3000;
  const ids = Array.from({ length: depth }, () => hex(next, 16));
  const parts = ids.map((id, at) => ({
    id,
    parent: ids[at - 1],
    name: at === 0 ? "plan" : `replan ${at}`,
    type: at % 2 === 0 ? "agent" : "chain",
    at: at * 3,
    took: (depth - at) * 6,
    input: "Try again",
  }));
  return makeTrace(
    { id: "deeb0000000000000000000000003000", name: "runaway-planner", startMillis, service: "planner" },
    parts,
  );
}
