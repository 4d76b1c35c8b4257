// Traces that were stated by hand: one without spans that was patched, one that waits for its output.
import { nanos, side, usage } from "./mock-build.mjs";

const iso = (millis) => new Date(millis).toISOString();

function stated(startMillis, head, entries) {
  const latest = (field) => entries.find((entry) => entry.field === field);
  const [input, output] = ["input", "output"].map((field) => latest(field)?.result ?? latest(field)?.value);
  return {
    id: head.id,
    parts: [],
    spanDetail: () => undefined,
    summary: {
      id: head.id,
      name: head.name,
      startUnixNano: nanos(startMillis),
      endUnixNano: null,
      durationNano: null,
      status: output === undefined ? "pending" : "completed",
      spanCount: 0,
      errorCount: 0,
      usage: usage({ totalTokens: null }),
      cost: null,
      models: [],
      services: [],
      sessionId: head.sessionId ?? null,
      userId: head.userId ?? null,
      environment: null,
      release: null,
      version: null,
      tags: head.tags ?? [],
      rootSpanId: null,
      inputPreview: JSON.stringify(input),
      outputPreview: output === undefined ? null : JSON.stringify(output),
    },
    content: {
      ...side("input", input),
      ...side("output", output),
      inputSpanId: null,
      outputSpanId: null,
      hasOwnInput: true,
      hasOwnOutput: output !== undefined,
      output_updated_at: latest("output")?.time ?? null,
      createdAt: iso(startMillis),
      updatedAt: entries[0].arrivedAt,
      externalId: head.externalId ?? null,
      provenance: {},
      metadata: head.metadata ?? {},
      public: head.public ?? false,
      rootSpanIds: [],
      warnings: [],
      scores: [],
    },
    history: { traceId: head.id, entries },
  };
}

const entry = (millis, field, value, more = {}) => ({
  field,
  mode: "replace",
  value,
  time: iso(millis),
  arrivedAt: iso(millis),
  isCurrent: true,
  source: `body.${field}`,
  dialect: "langfuse-api",
  spanId: null,
  result: null,
  ...more,
});

export function patchedTrace(start) {
  const found = [
    { id: "i-1", days: 12 },
    { id: "i-2", days: 4 },
  ];
  const done = { status: "done", rows: 134, invoices: found };
  const first = { status: "partial", rows: 120, invoices: found.slice(0, 1) };
  const added = { reviewer: "anna", invoices: [{ id: "i-9", days: 31 }] };
  const whole = { ...done, invoices: [...found, ...added.invoices], reviewer: "anna" };
  const head = {
    id: "customer-report-42",
    name: "Customer report",
    userId: "john",
    sessionId: "session-42",
    externalId: "job-2026-0042",
    tags: ["nightly", "report"],
    public: true,
    metadata: { region: "eu", pipeline: { owner: "data", steps: ["load", "clean", "sum"] } },
  };
  return stated(start, head, [
    entry(start + 700_000, "output", added, { mode: "merge", result: whole }),
    entry(start + 300_000, "output", done),
    entry(start + 60_000, "output", first, { isCurrent: false }),
    entry(start, "input", { customer: "c-1781", question: "Which invoices are overdue, and by how long?" }),
  ]);
}

export const waitingTrace = (start) =>
  stated(start, { id: "trace-123", name: "Data processing", userId: "john" }, [
    entry(start, "input", { q: "What?" }),
  ]);
