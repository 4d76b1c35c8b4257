import type { Span } from "../api/types";
import { isFromEvents } from "../span/sources";

/** How the SDK that made a span is told to record content: one setting, and whether it switches it on or off. */
export interface Recording {
  who: string;
  /** What makes it record, or what stops it. */
  setting: string;
  stops: boolean;
}

interface Maker extends Recording {
  scope: RegExp;
  /** The beginning of keys that only this one writes, for spans whose scope says nothing. */
  keys?: string;
}

const on = (who: string, setting: string, scope: RegExp, keys?: string): Maker =>
  made(who, setting, scope, false, keys);
const off = (who: string, setting: string, scope: RegExp, keys?: string): Maker =>
  made(who, setting, scope, true, keys);
const made = (who: string, setting: string, scope: RegExp, stops: boolean, keys?: string): Maker => ({
  who,
  setting,
  stops,
  scope,
  ...(keys === undefined ? {} : { keys }),
});

const CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true";

/** The first that fits counts. */
const MAKERS: readonly Maker[] = [
  off(
    "OpenInference",
    "OPENINFERENCE_HIDE_INPUTS or OPENINFERENCE_HIDE_OUTPUTS",
    /openinference/i,
    "openinference.",
  ),
  off("The AI SDK", "recordInputs: false or recordOutputs: false", /^(ai|gen_ai)$/, "ai.operationId"),
  off("OpenLLMetry", "TRACELOOP_TRACE_CONTENT=false", /^@traceloop\/|^traceloop/, "traceloop."),
  off("The Langfuse SDK", "a mask function or capture_input=False", /^langfuse/, "langfuse.observation."),
  off("Pydantic AI", "include_content=False", /^(pydantic-ai|logfire)/, "logfire."),
  off("LangSmith", "LANGSMITH_HIDE_INPUTS or LANGSMITH_HIDE_OUTPUTS", /^langsmith/, "langsmith."),
  off("Google ADK", "ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS=false", /^gcp\.vertex\.agent/, "gcp.vertex.agent."),
  off("OpenLIT", "capture_message_content=False", /^@?openlit/),
  on("Azure AI", "AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED=true", /^azure/i, "az.namespace"),
  on(
    "Semantic Kernel",
    "SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS_SENSITIVE=true",
    /^(Microsoft\.SemanticKernel|semantic_kernel)/,
  ),
  on(
    "Microsoft Agent Framework",
    "EnableSensitiveData = true",
    /^(Experimental\.Microsoft\.Agents|agent_framework)/,
  ),
  on("Microsoft.Extensions.AI", "EnableSensitiveData = true", /^(Experimental\.)?Microsoft\.Extensions\.AI/),
  on("Spring AI", "spring.ai.chat.observations.log-prompt and log-completion", /^org\.springframework\.ai/),
  on("Claude Code", "OTEL_LOG_USER_PROMPTS=1", /^com\.anthropic\.claude_code/),
  on("The OpenAI instrumentation of OpenTelemetry", CAPTURE, /instrumentation[-.]openai/),
];

const GENERAL: Recording = { who: "An OpenTelemetry GenAI instrumentation", setting: CAPTURE, stops: false };

/** Spans that carry content if anything does. */
const TALKING = new Set(["generation", "agent", "embedding"]);

/** What decides whether content is recorded; null where none is to be expected. */
export function recordingOf(span: Pick<Span, "type" | "scope" | "attributes" | "raw">): Recording | null {
  // Whoever calls Langfuse's API chooses by hand what it sends.
  if (isFromEvents(span)) return null;
  const scope = span.scope?.name ?? "";
  const maker =
    MAKERS.find((each) => each.scope.test(scope)) ??
    MAKERS.find(({ keys }) => keys !== undefined && span.attributes.some(({ key }) => key.startsWith(keys)));
  return maker ?? (TALKING.has(span.type) ? GENERAL : null);
}
