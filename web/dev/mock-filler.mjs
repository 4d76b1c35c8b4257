// Rows for a list that looks lived in: 640 summaries of everyday runs.
import { hex, nanos, random } from "./mock-build.mjs";

const RUNS = [
  [
    "support-assistant",
    "gpt-4.1-mini",
    "Where is my order 48211? It was due on Tuesday.",
    "Your order left the warehouse on Monday and is expected tomorrow before noon.",
  ],
  [
    "summarise-meeting",
    "claude-sonnet-4-5",
    "Summarise this meeting in five bullet points for people who were not there.",
    "Decided: the pilot starts on 3 December with two customers. Open: who pays for the extra capacity.",
  ],
  [
    "classify-ticket",
    "gpt-4.1-nano",
    "Subject: invoice shows the wrong VAT rate",
    '{"category":"billing","urgency":"normal","language":"en"}',
  ],
  [
    "translate-release-notes",
    "mistral-medium-2508",
    "Übersetze die Versionshinweise ins Japanische.",
    "バージョン 2.4 の変更点:検索が速くなり、書き出しの不具合を修正しました。",
  ],
  [
    "sql-agent",
    "claude-sonnet-4-5",
    "How many customers renewed in October, by plan?",
    "In October 412 customers renewed: 305 on Team, 88 on Business and 19 on Enterprise.",
  ],
  ["embed-documents", "text-embedding-3-large", "128 chunks of handbook/2026/travel.md", null],
  [
    "review-pull-request",
    "gpt-5.1-codex",
    "Review the change to the retry logic in the upload client.",
    "Two concerns. The delay grows without a limit, and the last error is lost when the attempts run out.",
  ],
  [
    "voice-reservation",
    "gemini-3-flash",
    "一张四人桌,今晚七点半,靠窗 🙏",
    "好的,已为您预订今晚七点半靠窗的四人桌。",
  ],
];

export function filler(now) {
  const next = random(7);
  const traces = [];
  let at = now - 70_000;
  for (let count = 0; count < 640; count++) {
    at -= 4000 + next() ** 3 * 1_800_000;
    const [name, model, input, output] = RUNS[Math.floor(next() ** 1.3 * RUNS.length)];
    const failed = next() < 0.06;
    const cancelled = !failed && next() < 0.01;
    const took = 240 + next() ** 4 * 64_000;
    const inputTokens = Math.round(120 + next() ** 3 * 42_000);
    const outputTokens = output === null ? 0 : Math.round(20 + next() ** 2 * 1800);
    traces.push({
      id: hex(next, 32),
      name,
      startUnixNano: nanos(at),
      endUnixNano: nanos(at + took),
      durationNano: nanos(took),
      status: failed ? "failed" : cancelled ? "cancelled" : "completed",
      spanCount: 3 + Math.floor(next() * 30),
      errorCount: failed ? 1 + Math.floor(next() * 3) : 0,
      usage: {
        inputTokens,
        outputTokens,
        cacheReadTokens: null,
        cacheWriteTokens: null,
        reasoningTokens: null,
        totalTokens: inputTokens + outputTokens,
      },
      cost: null,
      models: next() < 0.15 ? [model, "gpt-4.1-nano"] : [model],
      services: ["assistant"],
      sessionId: null,
      userId: null,
      environment: "production",
      release: null,
      version: null,
      tags: [],
      rootSpanId: null,
      inputPreview: input,
      outputPreview: failed ? null : output,
    });
  }
  return traces;
}
