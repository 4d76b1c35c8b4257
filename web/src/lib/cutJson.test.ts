import { expect, it } from "vitest";
import { closeCut } from "./cutJson";
import { parseJson } from "./json";

it.each([
  ['[{"role":"user","content":"long te', '[{"role":"user","content":"long te"}]'],
  ['{"a":[1,{"b":true},23', '{"a":[1,{"b":true}]}'],
  ['{"a":[1,{"b":tru', '{"a":[1]}'],
  ['{"a":1, "b" : ', '{"a":1}'],
  ['{"a":1, "b', '{"a":1}'],
  ['{"a":1, "b"', '{"a":1}'],
  ['{"a":"x\\', '{"a":"x"}'],
  ['{"a":"x\\u00e', '{"a":"x"}'],
  ['{"a":"x\\ud83d', '{"a":"x"}'],
  ['{"a":"say \\"no\\', '{"a":"say \\"no"}'],
  ['{"a":"x...[truncated]', '{"a":"x"}'],
  ['[{"a":1},<truncated> ', '[{"a":1}]'],
  ['["a","b', '["a","b"]'],
  ["[[1],[2", "[[1]]"],
])("closes %s", (text, closed) => {
  expect(closeCut(text)).toBe(closed);
  JSON.parse(closed);
});

it.each([
  "[INFO] started",
  "[see the log",
  "{'role': 'user'",
  "[12monkeys",
  "[",
  '{"a',
  '{"a":1}',
  '{"a":1]',
  "[1,]",
  "text",
  "",
])("leaves %s alone", (text) => expect(closeCut(text)).toBeNull());

it("closes every beginning of a document", () => {
  const whole = JSON.stringify([
    { role: "user", content: [{ n: [1, -2.5e3, null, true], t: 'a "b" \\ \n 🙂' }] },
  ]);
  for (let length = '[{"role":"user",'.length; length < whole.length; length++) {
    expect(parseJson(closeCut(whole.slice(0, length)) ?? "").ok).toBe(true);
  }
});

it("is done at once with a long text", () => {
  const long = `["${"x".repeat(2_000_000)}`;
  expect(closeCut(long)?.length).toBe(long.length + 2);
  expect(closeCut("[".repeat(200_000))).toBeNull();
});
