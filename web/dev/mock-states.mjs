// The hand-made traces of everything else that a reader can meet: failed, running, multimodal, minimal.
import { makeTrace } from "./mock-build.mjs";
import { text, message, call, semconv } from "./mock-parts.mjs";
import { CHART, STACK } from "./mock-texts.mjs";

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
      {
        id: "7000000000000003",
        parent: "7000000000000001",
        name: "chat gpt-4o",
        type: "generation",
        at: 3820,
        took: 210,
        scope: "azure.ai.inference",
        model: "gpt-4o",
      },
      {
        id: "7000000000000004",
        parent: "7000000000000001",
        name: "store result",
        at: 4040,
        took: 30,
        input: '{"rows":24000,"columns":["id","year","sum"],"note":"The rest of the rows are in the arch',
        output: "[REDACTED]",
        attributes: { "store.bucket": "eu-1", "input.value": '{"rows":24000,…' },
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
