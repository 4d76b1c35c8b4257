import { describe, expect, it } from "vitest";
import { ExactNumber } from "../lib/json";
import { span } from "../test/fixtures";
import { matches, plainValue, valueText } from "./attributes";
import { toolTexts } from "./toolTexts";

describe("attributes", () => {
  const nested = {
    key: "n",
    type: "map" as const,
    value: [
      { key: "big", type: "int", value: "9007199254740993" },
      {
        key: "list",
        type: "array",
        value: [
          { type: "bool", value: true },
          { type: "empty", value: null },
        ],
      },
    ],
  };

  it("become plain JSON, exact", () => {
    expect(plainValue(nested)).toEqual({ big: new ExactNumber("9007199254740993"), list: [true, null] });
  });

  it("are found by key and by value", () => {
    const attribute = { key: "gen_ai.request.model", type: "string" as const, value: "GPT-4.1" };
    expect(matches(attribute, "request")).toBe(true);
    expect(matches(attribute, "gpt")).toBe(true);
    expect(matches(attribute, "claude")).toBe(false);
    expect(valueText({ type: "int", value: "9007199254740993" })).toBe("9007199254740993");
  });
});

describe("toolTexts", () => {
  it("does not say the same twice", () => {
    const texts = toolTexts(
      span("s", {
        type: "tool",
        toolName: "t",
        toolArguments: '{"a": 1}',
        input: '{"a":1}',
        output: "other",
        toolResult: "r",
      }),
    );
    expect(texts).toEqual({ coversInput: true, coversOutput: false });
  });

  it("says once that nothing came back", () => {
    expect(toolTexts(span("s", { type: "tool", toolName: "t", input: "x" }))).toEqual({
      coversInput: false,
      coversOutput: true,
    });
  });

  it("leaves other spans alone", () =>
    expect(toolTexts(span("s", { type: "generation", toolName: "t" }))).toBeNull());
});
