// The hand-made traces: one for every state a reader can meet.
import { makeTrace } from "./mock-build.mjs";
import { ANSWER, CHART, DOCUMENTS, STACK, SYSTEM, TOOLS } from "./mock-texts.mjs";

const text = (value) => ({ type: "text", text: value });
const message = (role, ...parts) => ({ role, name: null, finishReason: null, parts });
const call = (id, name, args) => ({ type: "tool_call", id, name, arguments: JSON.stringify(args) });
const result = (id, name, value) => ({
  type: "tool_result",
  id,
  name,
  result: typeof value === "string" ? value : JSON.stringify(value),
});
const semconv = (source) => ({ dialect: "otel-genai", version: 1, source });
const CHAT_SOURCES = {
  type: semconv("gen_ai.operation.name"),
  model: semconv("gen_ai.request.model"),
  provider: semconv("gen_ai.provider.name"),
  "usage.inputTokens": semconv("gen_ai.usage.input_tokens"),
  "usage.outputTokens": semconv("gen_ai.usage.output_tokens"),
  input: semconv("gen_ai.input.messages"),
  output: semconv("gen_ai.output.messages"),
  "parameters.temperature": semconv("gen_ai.request.temperature"),
  "parameters.max_tokens": semconv("gen_ai.request.max_tokens"),
  timeToFirstTokenNano: semconv("gen_ai.response.time_to_first_chunk"),
};
const chatAttributes = (input, output) => ({
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "anthropic",
  "gen_ai.request.model": "claude-sonnet-4-5",
  "gen_ai.response.model": "claude-sonnet-4-5-20250929",
  "gen_ai.request.temperature": 0.2,
  "gen_ai.request.max_tokens": 4096,
  "gen_ai.response.finish_reasons": ["end_turn"],
  "gen_ai.usage.input_tokens": input,
  "gen_ai.usage.output_tokens": output,
  "server.address": "api.anthropic.com",
  "server.port": 443,
  "acme.request.sequence": 9007199254740993n,
  "acme.flags": { beta: true, region: "eu-central-1", weights: [0.25, 0.75] },
});

const QUESTION = "Why did checkout latency go up on Tuesday, and is it safe to deploy today?";

export function agentTrace(startMillis) {
  const orders = {
    service: "checkout",
    p95_ms: { monday: 412, tuesday: 1380, wednesday: 446 },
    source: "metrics-eu-1",
  };
  const deploys = [
    {
      id: 8811,
      service: "checkout",
      at: "2026-11-17T08:58:00Z",
      author: "mira",
      change: "retry policy for the tax service",
    },
    { id: 8812, service: "search", at: "2026-11-17T13:10:00Z", author: "jo", change: "index rebuild" },
  ];
  const history = [
    message("system", text(SYSTEM)),
    message("user", text(QUESTION)),
    message(
      "assistant",
      {
        type: "reasoning",
        text: "The question has two halves. I need the latency per day first, then what was deployed around the change.",
      },
      text("I will look at the latency and at what was deployed around it."),
      call("toolu_01A", "query_metrics", { service: "checkout", metric: "latency_p95", days: 3 }),
      call("toolu_01B", "list_deploys", { from: "2026-11-16", to: "2026-11-18" }),
    ),
    message("tool", result("toolu_01A", "query_metrics", orders)),
    message("tool", result("toolu_01B", "list_deploys", deploys)),
  ];
  const answer = [
    {
      ...message(
        "assistant",
        {
          type: "reasoning",
          text: "Latency tripled within two minutes of deploy 8811, and the runbook names this very pattern: retries without a budget multiply when the tax service slows down.",
        },
        text(ANSWER),
      ),
      finishReason: "end_turn",
    },
  ];
  return makeTrace(
    {
      id: "4f1c27a9d0e84b6f9a3d5c7e1b2f8a60",
      name: "incident-assistant",
      startMillis,
      service: "assistant",
      sessionId: "oncall-2026-11-20",
      userId: "mira",
      environment: "production",
      tags: ["oncall", "beta"],
      metadata: {
        channel: "slack",
        thread: "1763640000.129",
        experiment: { name: "runbook-first", arm: "B" },
      },
    },
    [
      {
        id: "a1b2c3d4e5f60718",
        name: "invoke_agent incident-assistant",
        type: "agent",
        operation: "invoke_agent",
        at: 0,
        took: 9840,
        input: QUESTION,
        output: ANSWER,
        usage: { inputTokens: 8420, outputTokens: 702 },
        counts: false,
        provenance: {
          type: semconv("gen_ai.operation.name"),
          input: semconv("gen_ai.input.messages"),
          output: semconv("gen_ai.output.messages"),
        },
      },
      {
        id: "a1b2c3d4e5f60719",
        parent: "a1b2c3d4e5f60718",
        name: "moderate input",
        type: "guardrail",
        at: 12,
        took: 118,
        input: QUESTION,
        output: { allowed: true, score: 0.002 },
      },
      {
        id: "b000000000000001",
        parent: "a1b2c3d4e5f60718",
        name: "chat claude-sonnet-4-5",
        type: "generation",
        operation: "chat",
        kind: "client",
        at: 140,
        took: 2210,
        model: "claude-sonnet-4-5",
        responseModel: "claude-sonnet-4-5-20250929",
        provider: "anthropic",
        firstToken: 480,
        usage: { inputTokens: 2310, outputTokens: 184, cacheReadTokens: 1920, reasoningTokens: 61 },
        cost: 0.00411,
        finishReasons: ["tool_use"],
        parameters: { temperature: 0.2, max_tokens: 4096, top_p: 1 },
        inputMessages: history.slice(0, 2),
        outputMessages: [{ ...history[2], finishReason: "tool_use" }],
        input: history.slice(0, 2),
        output: [history[2]],
        toolDefinitions: TOOLS,
        attributes: chatAttributes(2310, 184),
        provenance: CHAT_SOURCES,
      },
      {
        id: "c000000000000001",
        parent: "a1b2c3d4e5f60718",
        name: "execute_tool query_metrics",
        type: "tool",
        operation: "execute_tool",
        at: 2370,
        took: 640,
        tool: "query_metrics",
        toolCallId: "toolu_01A",
        toolArguments: { service: "checkout", metric: "latency_p95", days: 3 },
        toolResult: orders,
        input: { service: "checkout", metric: "latency_p95", days: 3 },
        output: orders,
        provenance: {
          toolArguments: semconv("gen_ai.tool.call.arguments"),
          toolResult: semconv("gen_ai.tool.call.result"),
          toolName: semconv("gen_ai.tool.name"),
        },
        attributes: {
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "query_metrics",
          "gen_ai.tool.call.id": "toolu_01A",
        },
      },
      {
        id: "c000000000000011",
        parent: "c000000000000001",
        name: "GET metrics-eu-1/api/v1/query_range",
        at: 2390,
        took: 588,
        kind: "client",
        attributes: {
          "http.request.method": "GET",
          "http.response.status_code": 200,
          "url.full": "https://metrics-eu-1.example/api/v1/query_range?query=latency_p95",
        },
      },
      {
        id: "c000000000000002",
        parent: "a1b2c3d4e5f60718",
        name: "execute_tool list_deploys",
        type: "tool",
        operation: "execute_tool",
        at: 2376,
        took: 212,
        tool: "list_deploys",
        toolCallId: "toolu_01B",
        toolArguments: { from: "2026-11-16", to: "2026-11-18" },
        toolResult: deploys,
        output: deploys,
      },
      {
        id: "d000000000000001",
        parent: "a1b2c3d4e5f60718",
        name: "search runbooks",
        type: "retriever",
        at: 3080,
        took: 910,
        input: "checkout latency retry policy tax service",
        documents: DOCUMENTS,
        provenance: { documents: { dialect: "openinference", version: 1, source: "retrieval.documents" } },
        attributes: { "openinference.span.kind": "RETRIEVER", "retrieval.documents": "3 documents" },
      },
      {
        id: "d000000000000002",
        parent: "d000000000000001",
        name: "embeddings text-embedding-3-small",
        type: "embedding",
        at: 3090,
        took: 160,
        model: "text-embedding-3-small",
        provider: "openai",
        usage: { inputTokens: 11, outputTokens: 0 },
        input: "checkout latency retry policy tax service",
      },
      {
        id: "d000000000000003",
        parent: "d000000000000001",
        name: "rerank",
        type: "reranker",
        at: 3700,
        took: 270,
        model: "rerank-v3.5",
        level: "WARNING",
        warnings: ["The scores were not sorted; they are shown as they were sent."],
      },
      {
        id: "b000000000000002",
        parent: "a1b2c3d4e5f60718",
        name: "chat claude-sonnet-4-5",
        type: "generation",
        operation: "chat",
        kind: "client",
        at: 4030,
        took: 5760,
        model: "claude-sonnet-4-5",
        responseModel: "claude-sonnet-4-5-20250929",
        provider: "anthropic",
        firstToken: 620,
        usage: { inputTokens: 6110, outputTokens: 518, cacheReadTokens: 4200, reasoningTokens: 140 },
        cost: 0.01382,
        finishReasons: ["end_turn"],
        parameters: { temperature: 0.2, max_tokens: 4096, top_p: 1 },
        inputMessages: history,
        outputMessages: answer,
        input: history,
        output: answer,
        toolDefinitions: TOOLS,
        attributes: chatAttributes(6110, 518),
        provenance: CHAT_SOURCES,
        logs: [
          {
            at: 5750,
            severity: 9,
            eventName: "gen_ai.client.inference.operation.details",
            body: { attempt: 1, cached_prefix: true },
            attributes: { "gen_ai.response.id": "msg_01XY" },
          },
        ],
        links: [
          {
            traceId: "77aa77aa77aa77aa77aa77aa77aa77aa",
            spanId: "1234123412341234",
            attributes: { reason: "resumed conversation" },
          },
        ],
        events: [{ at: 620, name: "first token" }],
      },
      {
        id: "e000000000000001",
        parent: "a1b2c3d4e5f60718",
        name: "judge groundedness",
        type: "evaluator",
        at: 9795,
        took: 38,
        output: { groundedness: 0.94, passed: true },
        input: "__REDACTED__",
      },
    ],
  );
}

export function failedTrace(startMillis) {
  const args = { customer: "c-20931", since: "2026-01-01", include: ["invoices", "refunds"] };
  return makeTrace(
    {
      id: "9d2e66b1c4a84f0b8e13a7d50f6c9b21",
      name: "refund-workflow",
      startMillis,
      status: "failed",
      service: "billing-agent",
      sessionId: "case-20931",
      environment: "production",
      warnings: [
        "1 span names a parent that has not arrived; it is shown as a root.",
        "The clock of one sender was 1.2 s ahead of the others.",
      ],
    },
    [
      {
        id: "f000000000000001",
        name: "refund-workflow",
        type: "chain",
        at: 0,
        took: 6420,
        status: "failed",
        errorType: "ToolError",
        errorMessage: "lookup_invoices failed after 3 attempts",
        input: { case: 20931, message: "I was charged twice in October. Please pay one back." },
      },
      {
        id: "f000000000000002",
        parent: "f000000000000001",
        name: "plan",
        type: "agent",
        at: 8,
        took: 6390,
        status: "failed",
        errorMessage: "lookup_invoices failed after 3 attempts",
      },
      {
        id: "f000000000000003",
        parent: "f000000000000002",
        name: "chat gpt-4.1",
        type: "generation",
        at: 20,
        took: 1480,
        model: "gpt-4.1",
        responseModel: "gpt-4.1-2025-04-14",
        provider: "openai",
        usage: { inputTokens: 940, outputTokens: 52 },
        finishReasons: ["tool_calls"],
        inputMessages: [
          message("system", text("You settle refunds. Never promise money before the invoices are checked.")),
          message("user", text("I was charged twice in October. Please pay one back.")),
        ],
        outputMessages: [message("assistant", call("call_9", "lookup_invoices", args))],
        input: "[]",
        output: "[]",
      },
      {
        id: "f000000000000004",
        parent: "f000000000000002",
        name: "execute_tool lookup_invoices",
        type: "tool",
        at: 1510,
        took: 4860,
        status: "failed",
        level: "ERROR",
        tool: "lookup_invoices",
        toolCallId: "call_9",
        toolArguments: args,
        input: args,
        errorType: "TimeoutError",
        errorMessage: "The invoice service did not answer within 1.5 s (attempt 3 of 3).",
        attributes: {
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "lookup_invoices",
          "error.type": "TimeoutError",
        },
        events: [
          { at: 1500, name: "retry", attributes: { attempt: 1, delay_ms: 200 } },
          { at: 3210, name: "retry", attributes: { attempt: 2, delay_ms: 400 } },
          {
            at: 4858,
            name: "exception",
            attributes: {
              "exception.type": "billing.errors.TimeoutError",
              "exception.message": "The invoice service did not answer within 1.5 s (attempt 3 of 3).",
              "exception.stacktrace": STACK,
            },
          },
        ],
        provenance: {
          errorMessage: { dialect: "otel", version: 1, source: "exception.message" },
          toolName: semconv("gen_ai.tool.name"),
        },
      },
      {
        id: "f000000000000005",
        parent: "f000000000000004",
        name: "POST invoices.internal/v2/search",
        kind: "client",
        at: 1520,
        took: 1500,
        status: "failed",
        errorMessage: "timeout",
      },
      {
        id: "f000000000000006",
        parent: "f000000000000004",
        name: "POST invoices.internal/v2/search",
        kind: "client",
        at: 3230,
        took: 1500,
        status: "failed",
        errorMessage: "timeout",
      },
      {
        id: "f000000000000007",
        parent: "f000000000000004",
        name: "POST invoices.internal/v2/search",
        kind: "client",
        at: 4860,
        took: 1500,
        status: "failed",
        errorMessage: "timeout",
      },
      { id: "f000000000000008", parent: "0badcafe0badcafe", name: "audit", type: "event", at: 6400, took: 4 },
    ],
  );
}

export function runningTrace(startMillis) {
  return makeTrace(
    {
      id: "c3b7a1902f5d4e6c8b9a0d1e2f3a4b5c",
      name: "research-report",
      startMillis,
      status: "running",
      service: "researcher",
      userId: "jo",
      environment: "staging",
    },
    [
      {
        id: "9000000000000001",
        name: "research-report",
        type: "agent",
        at: 0,
        status: "running",
        input: "Compare the noise limits for delivery drones in three EU countries.",
      },
      {
        id: "9000000000000002",
        parent: "9000000000000001",
        name: "chat o4-mini",
        type: "generation",
        at: 30,
        took: 3100,
        model: "o4-mini",
        usage: { inputTokens: 310, outputTokens: 920, reasoningTokens: 768 },
        input: "Plan the research.",
        output: "1. Find the national rules\n2. Compare the limits\n3. Name the sources",
      },
      {
        id: "9000000000000003",
        parent: "9000000000000001",
        name: "execute_tool web_search",
        type: "tool",
        at: 3200,
        took: 1800,
        tool: "web_search",
        toolArguments: { query: "drone noise limit dB(A) Germany" },
        toolResult: "12 results",
      },
      {
        id: "9000000000000004",
        parent: "9000000000000001",
        name: "chat o4-mini",
        type: "generation",
        at: 5100,
        status: "running",
        model: "o4-mini",
        input: "Write the section on Germany.",
      },
    ],
  );
}

export function ragTrace(startMillis) {
  const hits = Array.from({ length: 24_000 }, (_, at) => ({
    id: `row-${at}`,
    customer: `c-${20_000 + at}`,
    plan: at % 3 ? "Team" : "Business",
    amount: (at * 7.25) % 990,
    note: "renewed automatically; invoice sent by mail, answered within the week",
  }));
  return makeTrace(
    {
      id: "5e8d1c2b3a4f5061728394a5b6c7d8e9",
      name: "export-renewals",
      startMillis,
      service: "sql-agent",
      environment: "production",
    },
    [
      {
        id: "7000000000000001",
        name: "export-renewals",
        type: "chain",
        at: 0,
        took: 4120,
        input: "Export every renewal of this year.",
        output: "24,000 rows were exported.",
      },
      {
        id: "7000000000000002",
        parent: "7000000000000001",
        name: "run query",
        type: "tool",
        at: 300,
        took: 3500,
        input: { sql: "select * from renewals where year = 2026" },
        output: hits,
        outputCut: `${JSON.stringify(hits).slice(0, 1024 * 1024)}...[truncated]`,
      },
    ],
  );
}

export function imageTrace(startMillis) {
  const input = [
    message(
      "user",
      text("请看这张图表,用一句话说明趋势。The second picture is the same chart in the old style 📈"),
      { type: "image", uri: CHART, mimeType: "image/svg+xml", fileId: null },
      { type: "image", uri: "https://charts.example.com/2026/q3.png", mimeType: "image/png", fileId: null },
      {
        type: "audio",
        uri: "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IA==",
        mimeType: "audio/wav",
        fileId: null,
      },
      { type: "file", uri: null, mimeType: "application/pdf", fileId: "file-8Qx" },
    ),
  ];
  return makeTrace(
    {
      id: "2b4d6f8091a2b3c4d5e6f708192a3b4c",
      name: "describe-chart",
      startMillis,
      service: "vision",
      environment: "production",
    },
    [
      {
        id: "8000000000000001",
        name: "chat gemini-3-flash",
        type: "generation",
        at: 0,
        took: 1930,
        model: "gemini-3-flash",
        provider: "google",
        usage: { inputTokens: 1290, outputTokens: 44 },
        cost: 0.00031,
        inputMessages: input,
        outputMessages: [
          message("assistant", text("销售额从一月到六月稳步上升,七月略有回落,之后加速增长 🚀。")),
        ],
        input,
        output: [],
      },
    ],
  );
}

export function minimalTrace(startMillis) {
  return makeTrace({ id: "0000000000000000000000000000c0de", name: "chat", startMillis, service: "demo" }, [
    {
      id: "6000000000000001",
      name: "chat",
      type: "generation",
      at: 0,
      took: 412,
      model: "gpt-4.1-nano",
      usage: { inputTokens: 12, outputTokens: 8 },
    },
  ]);
}
