import type { Group, Session, SessionTurn, User } from "../api/groups";
import type { Content, Message, Score, Skeleton, Span, Trace, TraceSummary, Usage } from "../api/types";

/** Small, complete answers of the server; a test changes what it is about. */

export const noUsage: Usage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  totalTokens: null,
};

export const noContent: Content = {
  input: null,
  output: null,
  input_mime_type: null,
  output_mime_type: null,
  input_truncated: false,
  output_truncated: false,
  input_size: null,
  output_size: null,
  inputCutBySender: false,
  outputCutBySender: false,
};

export function summary(id: string, more: Partial<TraceSummary> = {}): TraceSummary {
  return {
    id,
    name: `trace ${id}`,
    startUnixNano: "1763640000000000000",
    endUnixNano: "1763640001000000000",
    durationNano: "1000000000",
    status: "completed",
    spanCount: 1,
    errorCount: 0,
    usage: noUsage,
    cost: null,
    models: [],
    services: [],
    sessionId: null,
    userId: null,
    environment: null,
    release: null,
    version: null,
    tags: [],
    rootSpanId: null,
    inputPreview: null,
    outputPreview: null,
    ...more,
  };
}

export interface Node {
  name: string;
  parent: number;
  start?: number;
  duration?: number | null;
  failed?: boolean;
  tokens?: number;
}

export function skeleton(nodes: readonly Node[], more: Partial<Skeleton> = {}): Skeleton {
  return {
    count: nodes.length,
    id: nodes.map((_, at) => `s${at}`),
    parent: nodes.map((node) => node.parent),
    name: nodes.map((_, at) => at),
    model: nodes.map(() => -1),
    service: nodes.map(() => -1),
    tool: nodes.map(() => -1),
    type: nodes.map(() => 0),
    status: nodes.map((node) => (node.failed ? 1 : 0)),
    level: nodes.map(() => 0),
    start: nodes.map((node, at) => node.start ?? at * 1000),
    duration: nodes.map((node) => (node.duration === undefined ? 1000 : node.duration)),
    inputTokens: nodes.map((node) => node.tokens ?? null),
    outputTokens: nodes.map(() => null),
    counts: nodes.map((node) => (node.tokens === undefined ? 0 : 1)),
    cost: nodes.map(() => null),
    strings: nodes.map((node) => node.name),
    types: ["span"],
    statuses: ["completed", "failed"],
    levels: ["DEFAULT"],
    missingParents: {},
    ...more,
  };
}

export function trace(id: string, nodes: readonly Node[], more: Partial<Trace> = {}): Trace {
  return {
    ...summary(id),
    ...noContent,
    inputSpanId: null,
    outputSpanId: null,
    hasOwnInput: false,
    hasOwnOutput: false,
    output_updated_at: null,
    createdAt: "2025-11-20T12:00:00Z",
    updatedAt: "2025-11-20T12:00:01Z",
    externalId: null,
    provenance: {},
    metadata: {},
    public: false,
    rootSpanIds: ["s0"],
    warnings: [],
    scores: [],
    spanCount: nodes.length,
    skeleton: skeleton(nodes),
    ...more,
  };
}

export function span(spanId: string, more: Partial<Span> = {}): Span {
  return {
    ...noContent,
    traceId: "t",
    spanId,
    parentSpanId: null,
    name: `span ${spanId}`,
    type: "span",
    status: "completed",
    level: "DEFAULT",
    operation: null,
    kind: "internal",
    startUnixNano: "1763640000000000000",
    endUnixNano: "1763640001000000000",
    durationNano: "1000000000",
    errorMessage: null,
    errorType: null,
    model: null,
    responseModel: null,
    provider: null,
    service: null,
    parameters: {},
    finishReasons: [],
    timeToFirstTokenNano: null,
    usage: null,
    countsTowardTotals: false,
    cost: null,
    inputMessages: null,
    outputMessages: null,
    systemInstructions: null,
    toolDefinitions: [],
    toolName: null,
    toolCallId: null,
    toolArguments: null,
    toolResult: null,
    documents: [],
    embeddingCount: null,
    embeddingDimensions: null,
    promptName: null,
    promptVersion: null,
    sessionId: null,
    userId: null,
    environment: null,
    release: null,
    version: null,
    tags: [],
    metadata: {},
    llm: null,
    attributes: [],
    resource: { attributes: [], schemaUrl: null, droppedAttributesCount: 0 },
    scope: { name: null, version: null, attributes: [], schemaUrl: null, droppedAttributesCount: 0 },
    events: [],
    links: [],
    logs: [],
    traceState: "",
    flags: 0,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    warnings: [],
    scores: [],
    provenance: {},
    raw: [],
    ...more,
  };
}

export function score(id: string, more: Partial<Score> = {}): Score {
  return {
    id,
    spanId: null,
    name: `score ${id}`,
    value: null,
    text: null,
    comment: null,
    source: "eval",
    timeUnixNano: "1763640000500000000",
    provenance: null,
    ...more,
  };
}

const group: Group = {
  id: "",
  firstUnixNano: "1763640000000000000",
  lastUnixNano: "1763640060000000000",
  endUnixNano: "1763640061000000000",
  traceCount: 2,
  errorCount: 0,
  spanCount: 4,
  usage: noUsage,
  cost: null,
  averageDurationNano: 1e9,
  environments: [],
};

export const session = (id: string, more: Partial<Session> = {}): Session => ({
  ...group,
  id,
  users: [],
  userCount: 0,
  firstInput: null,
  lastOutput: null,
  ...more,
});

export const user = (id: string, more: Partial<User> = {}): User => ({
  ...group,
  id,
  sessions: [],
  sessionCount: 0,
  ...more,
});

export const said = (role: string, text: string): Message => ({
  role,
  name: null,
  finishReason: null,
  parts: [{ type: "text", text }],
});

export const turn = (traceId: string, more: Partial<SessionTurn> = {}): SessionTurn => ({
  traceId,
  name: `trace ${traceId}`,
  startUnixNano: "1763640000000000000",
  endUnixNano: "1763640001000000000",
  status: "completed",
  userId: null,
  inputSpanId: null,
  outputSpanId: null,
  input: [said("user", `question of ${traceId}`)],
  output: [said("assistant", `answer of ${traceId}`)],
  usage: noUsage,
  cost: null,
  ...more,
});
