// Turns a short description of a trace into the server's shapes.
export const nanos = (millis) => String(BigInt(Math.round(millis * 1000)) * 1000n);

/** A small generator with a seed: screenshots should not change from run to run. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const hex = (next, length) =>
  Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join("");

export const usage = (part) =>
  part && {
    inputTokens: null,
    outputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    totalTokens: (part.inputTokens ?? 0) + (part.outputTokens ?? 0),
    ...part,
  };

export function typed(value) {
  if (typeof value === "string") return { type: "string", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (typeof value === "bigint") return { type: "int", value: value.toString() };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "int" : "double", value };
  if (value === null) return { type: "empty", value: null };
  if (Array.isArray(value)) return { type: "array", value: value.map(typed) };
  return { type: "map", value: attributes(value) };
}

export const attributes = (map) => Object.entries(map).map(([key, value]) => ({ key, ...typed(value) }));

const READ =
  /^(gen_ai|openinference|llm|input|output|retrieval|error|session|user)\.|^resource service\.|^exception\./;

/** Attributes with who reads them, as the server says of those of a span, resource, event or log record. */
const read = (map, place = "") =>
  attributes(map).map((each) => ({
    ...each,
    mappedBy: READ.test(place + each.key) ? [/^gen_ai/.test(each.key) ? "otel-genai" : "otel"] : [],
  }));

const text = (value) =>
  value === undefined || value === null ? null : typeof value === "string" ? value : JSON.stringify(value);
const isJson = (value) => value !== null && /^[[{]/.test(value);

/** The content fields of one side. */
export function side(name, value, cut) {
  const whole = text(value);
  return {
    [name]: cut ?? whole,
    [`${name}_mime_type`]: whole === null ? null : cut || !isJson(whole) ? "text/plain" : "application/json",
    [`${name}_truncated`]: cut !== undefined,
    [`${name}_size`]: whole === null ? null : Buffer.byteLength(whole),
    [`${name}CutBySender`]: whole !== null && /^[[{].*[^\]}]$/s.test(whole),
  };
}

const scoreOf = (trace, spanId, score, at) => ({
  id: `${spanId ?? trace.id}-score-${at}`,
  spanId,
  value: null,
  text: null,
  comment: null,
  source: "eval",
  timeUnixNano: nanos(trace.startMillis + 60_000),
  provenance: null,
  ...score,
});

const scoresOf = (trace, part) => (part.scores ?? []).map((score, at) => scoreOf(trace, part.id, score, at));

/** One span from its description; times are milliseconds after the start of the trace. */
export function spanDetail(trace, part) {
  const begin = trace.startMillis + part.at;
  const took = part.took ?? null;
  const input = side("input", part.input, part.inputCut);
  const output = side("output", part.output, part.outputCut);
  return {
    traceId: trace.id,
    spanId: part.id,
    parentSpanId: part.parent ?? null,
    name: part.name,
    type: part.type ?? "span",
    status: part.status ?? "completed",
    level: part.level ?? "DEFAULT",
    operation: part.operation ?? null,
    kind: part.kind ?? "internal",
    startUnixNano: nanos(begin),
    endUnixNano: took === null ? null : nanos(begin + took),
    durationNano: took === null ? null : nanos(took),
    errorMessage: part.errorMessage ?? null,
    errorType: part.errorType ?? null,
    model: part.model ?? null,
    responseModel: part.responseModel ?? null,
    provider: part.provider ?? null,
    service: part.service ?? trace.service ?? null,
    parameters: part.parameters ?? {},
    finishReasons: part.finishReasons ?? [],
    timeToFirstTokenNano: part.firstToken ? nanos(part.firstToken) : null,
    usage: usage(part.usage) ?? null,
    countsTowardTotals: part.counts ?? part.usage !== undefined,
    cost: part.cost ? { total: part.cost, currency: "USD", source: "client", pricedBy: null } : null,
    ...input,
    ...output,
    inputMessages: part.inputMessages ?? null,
    outputMessages: part.outputMessages ?? null,
    systemInstructions: part.systemInstructions ?? null,
    toolDefinitions: part.toolDefinitions ?? [],
    toolName: part.tool ?? null,
    toolCallId: part.toolCallId ?? null,
    toolArguments: text(part.toolArguments),
    toolResult: text(part.toolResult),
    documents: part.documents ?? [],
    embeddingCount: part.embeddingCount ?? null,
    embeddingDimensions: part.embeddingDimensions ?? null,
    promptName: part.promptName ?? null,
    promptVersion: part.promptVersion ?? null,
    sessionId: trace.sessionId ?? null,
    userId: trace.userId ?? null,
    environment: trace.environment ?? null,
    release: null,
    version: null,
    tags: [],
    metadata: part.metadata ?? {},
    llm: null,
    attributes: read(part.attributes ?? {}),
    resource: {
      attributes: read(
        {
          "service.name": trace.service ?? "assistant",
          "telemetry.sdk.language": "python",
          "telemetry.sdk.version": "1.38.0",
          "host.name": "web-3",
        },
        "resource ",
      ),
      schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
      droppedAttributesCount: 0,
    },
    scope: {
      name: part.scope ?? "acme.assistant",
      version: "2.4.1",
      attributes: [],
      schemaUrl: null,
      droppedAttributesCount: 0,
    },
    events: (part.events ?? []).map((event) => ({
      timeUnixNano: nanos(begin + event.at),
      name: event.name,
      attributes: read(event.attributes ?? {}),
      droppedAttributesCount: 0,
    })),
    links: (part.links ?? []).map((link) => ({
      ...link,
      traceState: "",
      attributes: attributes(link.attributes ?? {}),
      flags: 257,
      droppedAttributesCount: 0,
    })),
    logs: (part.logs ?? []).map((log) => ({
      timeUnixNano: nanos(begin + log.at),
      observedTimeUnixNano: nanos(begin + log.at + 2),
      severityNumber: log.severity,
      severityText: log.text ?? null,
      eventName: log.eventName ?? null,
      body: log.body === undefined ? null : typed(log.body),
      attributes: read(log.attributes ?? {}),
    })),
    traceState: "",
    flags: 257,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    warnings: part.warnings ?? [],
    scores: scoresOf(trace, part),
    provenance: part.provenance ?? {},
    raw: [
      {
        kind: "otlp_span",
        encoding: "protobuf",
        arrivalUnixNano: nanos(begin + (took ?? 0) + 840),
        sequence: 41,
        json: {
          traceId: trace.id,
          spanId: part.id,
          parentSpanId: part.parent ?? "",
          name: part.name,
          kind: 1,
          startTimeUnixNano: nanos(begin),
          endTimeUnixNano: took === null ? "0" : nanos(begin + took),
          attributes: Object.entries(part.attributes ?? {}).map(([key, value]) => ({
            key,
            value: { stringValue: typeof value === "bigint" ? value.toString() : value },
          })),
          status: part.status === "failed" ? { code: 2, message: part.errorMessage } : {},
        },
      },
    ],
    whole:
      part.inputCut || part.outputCut ? { input: text(part.input), output: text(part.output) } : undefined,
  };
}

export function makeTrace(head, parts) {
  const trace = { status: "completed", metadata: {}, warnings: [], tags: [], ...head, parts };
  const root = parts.find((part) => !part.parent) ?? parts[0];
  const from = (name) => parts.find((part) => part.id === (head[`${name}SpanId`] ?? root.id));
  trace.rootSpanId = root.id;
  trace.content = {
    ...side("input", from("input").input),
    ...side("output", from("output").output),
    inputSpanId: from("input").id,
    outputSpanId: from("output").id,
    hasOwnInput: false,
    hasOwnOutput: false,
    output_updated_at: null,
    createdAt: new Date(trace.startMillis).toISOString(),
    updatedAt: new Date(trace.startMillis).toISOString(),
    externalId: null,
    provenance: {},
    metadata: trace.metadata,
    public: false,
    rootSpanIds: parts
      .filter((part) => !part.parent || !parts.some((other) => other.id === part.parent))
      .map((p) => p.id),
    warnings: trace.warnings,
    scores: [
      ...(head.scores ?? []).map((score, at) => scoreOf(trace, score.spanId ?? null, score, at)),
      ...parts.flatMap((part) => scoresOf(trace, part)),
    ],
  };
  const index = new Map(parts.map((part) => [part.id, part]));
  trace.spanDetail = (id) => (index.has(id) ? spanDetail(trace, index.get(id)) : undefined);
  return trace;
}

/** The server takes the last words of a conversation, and the text of anything else. */
const words = (value) =>
  Array.isArray(value)
    ? value.at(-1)?.parts?.find((part) => part.type === "text")?.text
    : (value?.message ?? value);

const preview = (value) =>
  text(value)
    ?.replace(/[#*`>]+/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 240) ?? null;

export function summaryOf(trace) {
  if (trace.summary) return trace.summary;
  const { parts } = trace;
  const counted = parts.filter((part) => part.usage && part.counts !== false);
  const sum = (key) => counted.reduce((total, part) => total + (part.usage[key] ?? 0), 0);
  const ends = parts.filter((part) => part.took !== undefined).map((part) => part.at + part.took);
  const end = ends.length > 0 ? Math.max(...ends) : null;
  const cost = parts.reduce((total, part) => total + (part.cost ?? 0), 0);
  return {
    id: trace.id,
    name: trace.name,
    startUnixNano: nanos(trace.startMillis),
    endUnixNano: end === null ? null : nanos(trace.startMillis + end),
    durationNano: end === null ? null : nanos(end),
    status: trace.status,
    spanCount: parts.length,
    errorCount: parts.filter((part) => part.status === "failed").length,
    usage:
      counted.length === 0
        ? usage({ totalTokens: null })
        : usage({
            inputTokens: sum("inputTokens"),
            outputTokens: sum("outputTokens"),
            cacheReadTokens: sum("cacheReadTokens"),
            reasoningTokens: sum("reasoningTokens"),
          }),
    cost: cost > 0 ? { total: cost, currency: "USD", source: "client", pricedBy: null } : null,
    models: [...new Set(parts.map((part) => part.model).filter(Boolean))],
    services: trace.service ? [trace.service] : [],
    sessionId: trace.sessionId ?? null,
    userId: trace.userId ?? null,
    environment: trace.environment ?? null,
    release: null,
    version: null,
    tags: trace.tags,
    rootSpanId: trace.rootSpanId,
    inputPreview: trace.inputPreview ?? preview(words(trace.parts[0].input)),
    outputPreview: trace.outputPreview ?? preview(words(trace.parts[0].output)),
  };
}

export function skeletonOf(trace) {
  if (trace.skeleton) return trace.skeleton();
  const strings = [];
  const known = new Map();
  const put = (value) => {
    if (!value) return -1;
    if (!known.has(value)) known.set(value, strings.push(value) - 1);
    return known.get(value);
  };
  const types = [
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
  const statuses = ["pending", "running", "completed", "failed", "cancelled"];
  const levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];
  const parts = [...trace.parts].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const place = new Map(parts.map((part, at) => [part.id, at]));
  const missingParents = {};
  const column = (make) => parts.map(make);
  return {
    count: parts.length,
    id: column((part) => part.id),
    parent: column((part, at) => {
      if (!part.parent) return -1;
      const up = place.get(part.parent);
      if (up === undefined) missingParents[at] = part.parent;
      return up ?? -1;
    }),
    name: column((part) => put(part.name)),
    model: column((part) => put(part.model)),
    service: column((part) => put(part.service ?? trace.service)),
    tool: column((part) => put(part.tool)),
    type: column((part) => types.indexOf(part.type ?? "span")),
    status: column((part) => statuses.indexOf(part.status ?? "completed")),
    level: column((part) => levels.indexOf(part.level ?? "DEFAULT")),
    start: column((part) => Math.round(part.at * 1e6)),
    duration: column((part) => (part.took === undefined ? null : Math.round(part.took * 1e6))),
    inputTokens: column((part) => part.usage?.inputTokens ?? null),
    outputTokens: column((part) => part.usage?.outputTokens ?? null),
    counts: column((part) => (part.usage && part.counts !== false ? 1 : 0)),
    cost: column((part) => part.cost ?? null),
    strings,
    types,
    statuses,
    levels,
    missingParents,
  };
}
