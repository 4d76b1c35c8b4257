// Langfuse's JavaScript SDK 3, as a program uses it. Its settings are in the environment; it prints what it sent.
import { Langfuse, LangfuseWeb } from "langfuse-v3";

const langfuse = new Langfuse({ requestTimeout: 60_000 });
const failures = [];
langfuse.on("error", (error) => failures.push(String(error)));

const trace = langfuse.trace({
  name: "chat-turn",
  userId: "user-1",
  sessionId: "session-1",
  tags: ["b", "a"],
  metadata: { tier: "gold", nested: { a: 1 } },
  input: { question: "What is the capital of France? 🇫🇷" },
});
const span = trace.span({ name: "retrieve", input: { query: "france" } });
span.event({ name: "cache-miss", level: "WARNING", statusMessage: "cold" });
span.end({ output: [{ id: "doc-1", score: 0.9 }] });
const generation = trace.generation({
  name: "llm",
  model: "gpt-4o-mini",
  modelParameters: { temperature: 0.5, stop: ["\n"] },
  input: [{ role: "user", content: "What is the capital of France?" }],
});
generation.update({ completionStartTime: new Date() });
generation.end({
  output: { role: "assistant", content: "Paris" },
  usageDetails: { input: 12, output: 3 },
});
const late = trace.span({ name: "unfinished" });
trace.score({ name: "quality", value: 0.9, comment: "good" });
generation.score({ name: "label", value: "correct", dataType: "CATEGORICAL" });
await langfuse.flushAsync();

// A second request, as from another process: the output comes late, and nothing else changes.
trace.update({ output: { answer: "Paris" }, metadata: { done: true } });
late.update({ output: "half" });
await langfuse.shutdownAsync();

// A page knows the public key alone, and may send scores.
const page = new LangfuseWeb({ publicKey: process.env.LANGFUSE_PUBLIC_KEY, baseUrl: process.env.LANGFUSE_BASEURL, requestTimeout: 60_000 });
await page.score({ traceId: trace.id, name: "thumbs", value: 1, dataType: "BOOLEAN" });

const read = await langfuse.fetchTrace(trace.id);
console.log(JSON.stringify({ trace: trace.id, span: span.id, generation: generation.id, failures, read: read.data }));
