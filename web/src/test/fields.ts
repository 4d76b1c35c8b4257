import type { Field } from "../api/ask";

const TEXT = [":", "=", "!=", "~", "!~", "in", "has", "*"];
const NUMBER = [":", "=", "!=", "<", "<=", ">", ">=", "..", "in", "has"];

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  name,
  of: "trace",
  aliases: [],
  type,
  operators: type === "text" || type === "word" ? TEXT : NUMBER,
  words: [],
  isList: false,
  takesPath: false,
  canOrder: true,
  about: `The ${name}.`,
  examples: [],
  ...more,
});

/** Some of what the server lists. */
export const FIELDS: readonly Field[] = [
  field("name", "text"),
  field("start", "time"),
  field("user", "text", { aliases: ["userId"] }),
  field("status", "word", { words: ["completed", "running", "failed"] }),
  field("totalTokens", "count", { aliases: ["tokens"] }),
  field("metadata", "text", { takesPath: true, aliases: ["meta"] }),
  field("type", "word", { of: "span", words: ["tool", "generation"] }),
];
