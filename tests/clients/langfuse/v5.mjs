// Langfuse's JavaScript SDK 5: OpenTelemetry for what runs, the ingestion API for scores. It prints what it sent.
import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation, startObservation } from "@langfuse/tracing";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const processor = new LangfuseSpanProcessor({ environment: "staging" });
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();

const ids = await startActiveObservation("chat-turn", async (root) =>
  propagateAttributes({ userId: "user-1", sessionId: "session-1", tags: ["a"], traceName: "chat-turn" }, async () => {
    root.update({ input: { question: "What is the capital of France?" } });
    const generation = startObservation(
      "llm",
      { model: "gpt-4o-mini", input: [{ role: "user", content: "What is the capital of France?" }] },
      { asType: "generation" },
    );
    generation.update({ output: { role: "assistant", content: "Paris" }, usageDetails: { input: 12, output: 3 } });
    generation.end();
    startObservation("lookup", { input: { q: 1 }, output: { hits: 2 } }, { asType: "tool" }).end();
    root.update({ output: { answer: "Paris" } });
    return { trace: root.traceId, root: root.id, generation: generation.id };
  }),
);
await processor.forceFlush();

const langfuse = new LangfuseClient();
langfuse.score.create({ traceId: ids.trace, observationId: ids.generation, name: "quality", value: 0.9 });
langfuse.score.create({ traceId: ids.trace, name: "label", value: "correct", dataType: "CATEGORICAL" });
await langfuse.score.flush();
await langfuse.shutdown();
await provider.shutdown();

const read = await langfuse.api.trace.get(ids.trace).catch((error) => ({ failed: String(error) }));
console.log(JSON.stringify({ ...ids, read }));
