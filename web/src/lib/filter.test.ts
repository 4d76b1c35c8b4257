import { expect, it } from "vitest";
import { condition } from "./filter";

it.each([
  ["42", "user:42"],
  ["gpt-4o.2024", "user:gpt-4o.2024"],
  ["a, b", 'user:"a, b"'],
  ["null", 'user:"null"'],
  ["gpt*", 'user:"gpt*"'],
  ["1..5", 'user:"1..5"'],
  ['say "hi" \\ bye', 'user:"say \\"hi\\" \\\\ bye"'],
  ["a\nb", 'user:"a\\u000ab"'],
  ["", 'user:""'],
])("asks for %j as text", (value, written) => expect(condition("user", value)).toBe(written));

it("asks for what has no value", () => expect(condition("model", null)).toBe("model:null"));
