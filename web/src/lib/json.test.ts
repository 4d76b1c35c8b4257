import { expect, it } from "vitest";
import { ExactNumber, looksLikeJson, parseJson, prettyJson } from "./json";

it("keeps integers beyond 2^53 exact, and leaves digits in texts alone", () => {
  const parsed = parseJson(
    '{"id":9007199254740993,"text":"12345678901234567890","ok":9007199254740991,"f":1.5}',
  );
  expect(parsed).toEqual({
    ok: true,
    value: {
      id: new ExactNumber("9007199254740993"),
      text: "12345678901234567890",
      ok: 9007199254740991,
      f: 1.5,
    },
  });
});

it("writes exact numbers as numbers", () => {
  const parsed = parseJson('[-12345678901234567890,"say \\"12345678901234567890\\""]');
  expect(parsed.ok && prettyJson(parsed.value)).toBe(
    '[\n  -12345678901234567890,\n  "say \\"12345678901234567890\\""\n]',
  );
});

it("says so when text is not JSON", () => {
  expect(parseJson('{"cut":"...[truncated]')).toEqual({ ok: false });
  expect(looksLikeJson(" [1] ")).toBe(true);
  expect(looksLikeJson("[see below")).toBe(false);
});
