// The pieces that the hand-made traces are put together from.
export const text = (value) => ({ type: "text", text: value });
export const message = (role, ...parts) => ({ role, name: null, finishReason: null, parts });
export const call = (id, name, args) => ({ type: "tool_call", id, name, arguments: JSON.stringify(args) });
export const result = (id, name, value) => ({
  type: "tool_result",
  id,
  name,
  result: typeof value === "string" ? value : JSON.stringify(value),
});
export const semconv = (source) => ({ dialect: "otel-genai", version: 1, source });
export const CHAT_SOURCES = {
  type: semconv("gen_ai.operation.name"),
  model: {
    ...semconv("gen_ai.request.model"),
    others: [
      {
        dialect: "openinference",
        version: 1,
        source: "llm.request.model_name",
        value: "anthropic/claude-sonnet-4-5",
      },
    ],
  },
  provider: semconv("gen_ai.provider.name"),
  "usage.inputTokens": semconv("gen_ai.usage.input_tokens"),
  "usage.outputTokens": semconv("gen_ai.usage.output_tokens"),
  input: semconv("gen_ai.input.messages"),
  output: semconv("gen_ai.output.messages"),
  "parameters.temperature": semconv("gen_ai.request.temperature"),
  "parameters.max_tokens": semconv("gen_ai.request.max_tokens"),
  timeToFirstTokenNano: semconv("gen_ai.response.time_to_first_chunk"),
};
export const chatAttributes = (input, output) => ({
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
