/** The answers of the server, as docs/api.md describes them. */

export type Status = "pending" | "running" | "completed" | "failed" | "cancelled";

export type SpanType =
  | "span"
  | "generation"
  | "embedding"
  | "agent"
  | "tool"
  | "chain"
  | "retriever"
  | "reranker"
  | "guardrail"
  | "evaluator"
  | "event";

export interface Usage {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  reasoningTokens: number | null;
  totalTokens: number | null;
}

export interface Cost {
  total: number;
  currency: string;
  /** Who says so: "client", "prices" (worked out from the tokens), or "spans" (the sum of a trace). */
  source: string;
  /** With "prices": the row of the price table. */
  pricedBy: string | null;
}

export interface TraceSummary {
  id: string;
  name: string | null;
  startUnixNano: string;
  endUnixNano: string | null;
  durationNano: string | null;
  status: Status;
  spanCount: number;
  errorCount: number;
  usage: Usage;
  cost: Cost | null;
  models: string[];
  services: string[];
  sessionId: string | null;
  userId: string | null;
  environment: string | null;
  release: string | null;
  version: string | null;
  tags: string[];
  rootSpanId: string | null;
  inputPreview: string | null;
  outputPreview: string | null;
}

export interface TracePageAnswer {
  traces: TraceSummary[];
  nextCursor: string | null;
}

/** The content fields that traces and spans share. */
export interface Content {
  input: string | null;
  output: string | null;
  input_mime_type: string | null;
  output_mime_type: string | null;
  input_truncated: boolean;
  output_truncated: boolean;
  input_size: number | null;
  output_size: number | null;
  /** The sender cut it: the rest is nowhere. */
  inputCutBySender: boolean;
  outputCutBySender: boolean;
}

export interface Skeleton {
  count: number;
  id: string[];
  parent: number[];
  name: number[];
  model: number[];
  service: number[];
  tool: number[];
  type: number[];
  status: number[];
  level: number[];
  start: number[];
  duration: (number | null)[];
  inputTokens: (number | null)[];
  outputTokens: (number | null)[];
  counts: number[];
  cost: (number | null)[];
  strings: string[];
  types: string[];
  statuses: string[];
  levels: string[];
  missingParents: Record<string, string>;
}

/** A row of the skeleton by itself, as streams tell it. */
export interface LiveSpan {
  id: string;
  parentId: string | null;
  /** A parent that has not arrived. */
  missingParentId: string | null;
  name: string | null;
  model: string | null;
  service: string | null;
  tool: string | null;
  type: string;
  status: string;
  level: string;
  startUnixNano: string;
  durationNano: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  counts: boolean;
  cost: number | null;
}

/** A judgement of a trace, or of one of its spans. */
export interface Score {
  id: string;
  /** Null if it judges the whole trace; the span may not have arrived. */
  spanId: string | null;
  name: string;
  value: number | null;
  text: string | null;
  comment: string | null;
  source: "api" | "eval" | "annotation";
  timeUnixNano: string;
  provenance: Provenance | null;
}

export interface Trace extends TraceSummary, Content {
  inputSpanId: string | null;
  outputSpanId: string | null;
  /** Whether the trace itself was given it, rather than a span lending it. */
  hasOwnInput: boolean;
  hasOwnOutput: boolean;
  /** When its own output was stated; null if a span lends it. RFC 3339, like the two times below. */
  output_updated_at: string | null;
  /** When its first and its last record arrived. */
  createdAt: string;
  updatedAt: string;
  externalId: string | null;
  /** Where input and output were read from. */
  provenance: Partial<Record<"input" | "output", Provenance>>;
  metadata: Record<string, unknown>;
  public: boolean;
  rootSpanIds: string[];
  warnings: string[];
  scores: Score[];
  skeleton: Skeleton;
}

/** What a trace was given as its input and output, the latest first. */
export interface TraceHistory {
  traceId: string;
  entries: HistoryEntry[];
}

export interface HistoryEntry {
  field: "input" | "output";
  /** "span" if a span lends it. */
  mode: "replace" | "merge" | "span";
  value: unknown;
  /** When it was said, and when it arrived, RFC 3339. */
  time: string;
  arrivedAt: string;
  /** Whether it is part of the value as it stands. */
  isCurrent: boolean;
  source: string | null;
  dialect: string | null;
  /** With "span": the span that lends it. */
  spanId: string | null;
  /** With "merge": the whole as it stood then; null for what is long past. */
  result: unknown;
}

export type AttributeType = "string" | "bool" | "int" | "double" | "bytes" | "array" | "map" | "empty";

export interface AttributeValue {
  type: AttributeType;
  value: unknown;
}

export interface Attribute extends AttributeValue {
  key: string;
  /** The dialects that read it; empty if nothing was made of it, absent where nobody looks. */
  mappedBy?: string[];
}

/** A part holds what its type has; the rest is left out or null. */
export type Part =
  | { type: "text" | "reasoning"; text?: string | null }
  | { type: "tool_call"; id?: string | null; name?: string | null; arguments?: string | null }
  | { type: "tool_result"; id?: string | null; name?: string | null; result?: string | null }
  | {
      type: "image" | "audio" | "video" | "file";
      uri?: string | null;
      mimeType?: string | null;
      fileId?: string | null;
    }
  | { type: "other"; json?: unknown };

export type ToolCallPart = Extract<Part, { type: "tool_call" }>;
export type ToolResultPart = Extract<Part, { type: "tool_result" }>;
export type MediaPart = Extract<Part, { type: "image" | "audio" | "video" | "file" }>;

export interface Message {
  role: string;
  name: string | null;
  finishReason: string | null;
  parts: Part[];
}

export interface Document {
  id?: string | null;
  content?: string | null;
  score?: number | null;
  metadata?: unknown;
}

export interface SpanEvent {
  timeUnixNano: string;
  name: string;
  attributes: Attribute[];
  droppedAttributesCount: number;
}

export interface SpanLink {
  traceId: string;
  spanId: string;
  traceState: string;
  attributes: Attribute[];
  flags: number;
  droppedAttributesCount: number;
}

export interface LogRecord {
  timeUnixNano: string;
  observedTimeUnixNano: string;
  severityNumber: number;
  severityText: string | null;
  eventName: string | null;
  body: AttributeValue | null;
  attributes: Attribute[];
}

export interface RawRecord {
  kind: string;
  encoding: string;
  arrivalUnixNano: string;
  sequence: number | string;
  json: unknown;
}

export interface Provenance {
  dialect: string;
  version: number | string | null;
  source: string;
  /** What other sources said, and lost. */
  others?: Rival[];
}

export interface Rival {
  dialect: string;
  version: number | string | null;
  source: string;
  value: string;
}

export interface Resource {
  attributes: Attribute[];
  schemaUrl: string | null;
  droppedAttributesCount: number;
}

export interface Scope extends Resource {
  name: string | null;
  version: string | null;
}

export interface Span extends Content {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string | null;
  type: string;
  status: Status;
  level: string;
  operation: string | null;
  kind: string;
  startUnixNano: string;
  endUnixNano: string | null;
  durationNano: string | null;
  errorMessage: string | null;
  errorType: string | null;
  model: string | null;
  responseModel: string | null;
  provider: string | null;
  service: string | null;
  parameters: Record<string, unknown>;
  finishReasons: string[];
  timeToFirstTokenNano: string | null;
  usage: Usage | null;
  countsTowardTotals: boolean;
  cost: Cost | null;
  inputMessages: Message[] | null;
  outputMessages: Message[] | null;
  systemInstructions: string | null;
  toolDefinitions: unknown[];
  toolName: string | null;
  toolCallId: string | null;
  toolArguments: string | null;
  toolResult: string | null;
  documents: Document[];
  embeddingCount: number | null;
  embeddingDimensions: number | null;
  promptName: string | null;
  promptVersion: string | null;
  sessionId: string | null;
  userId: string | null;
  environment: string | null;
  release: string | null;
  version: string | null;
  tags: string[];
  metadata: Record<string, unknown>;
  llm: Record<string, unknown> | null;
  attributes: Attribute[];
  resource: Resource | null;
  scope: Scope | null;
  events: SpanEvent[];
  links: SpanLink[];
  logs: LogRecord[];
  traceState: string;
  flags: number;
  droppedAttributesCount: number;
  droppedEventsCount: number;
  droppedLinksCount: number;
  warnings: string[];
  scores: Score[];
  provenance: Record<string, Provenance>;
  raw: RawRecord[];
}

export interface ServerInfo {
  version: string;
  store: unknown;
  projects: string[];
  project: string;
  endpoints: { http: string | null; grpc: string | null };
  localMode: boolean;
}
