import { describe, expect, it } from "vitest";
import type { Message, Part } from "../api/types";
import { foldOf, toTurns } from "./conversation";

const message = (role: string, ...parts: Part[]): Message => ({
  role,
  name: null,
  finishReason: null,
  parts,
});
const text = (words: string): Part => ({ type: "text", text: words });
const call = (id: string | null, name: string): Part => ({ type: "tool_call", id, name, arguments: "{}" });
const result = (id: string | null, words: string): Part => ({
  type: "tool_result",
  id,
  name: null,
  result: words,
});

describe("toTurns", () => {
  it("puts results to their calls and drops the emptied messages", () => {
    const turns = toTurns([
      message("assistant", call("1", "a"), call("2", "b")),
      message("tool", result("2", "second")),
      message("tool", result("1", "first")),
      message("assistant", text("done")),
    ]);
    expect(turns.map((turn) => turn.role)).toEqual(["assistant", "assistant"]);
    expect(turns[0]!.units).toMatchObject([
      { kind: "tool", call: { name: "a" }, result: { result: "first" } },
      { kind: "tool", call: { name: "b" }, result: { result: "second" } },
    ]);
  });

  it("matches ids that are used again in order", () => {
    const turns = toTurns([
      message("assistant", call("0", "a")),
      message("tool", result("0", "one")),
      message("assistant", call("0", "a")),
      message("tool", result("0", "two")),
    ]);
    expect(turns.map((turn) => turn.units[0])).toMatchObject([
      { result: { result: "one" } },
      { result: { result: "two" } },
    ]);
  });

  it("leaves a call without result and a result without call standing", () => {
    const turns = toTurns([
      message("tool", result("9", "late"), result(null, "nameless")),
      message("assistant", call("1", "a"), call(null, "b")),
    ]);
    expect(turns[0]!.units).toMatchObject([
      { call: null, result: { result: "late" } },
      { call: null, result: { result: "nameless" } },
    ]);
    expect(turns[1]!.units).toMatchObject([
      { call: { name: "a" }, result: null },
      { call: { name: "b" }, result: null },
    ]);
  });

  it("does not match results whose id is left out", () => {
    const turns = toTurns([
      message("assistant", { type: "tool_call", name: "a" }),
      message("tool", { type: "tool_result", result: "whose" }),
    ]);
    expect(turns.map((turn) => turn.units)).toMatchObject([
      [{ call: { name: "a" }, result: null }],
      [{ call: null, result: { result: "whose" } }],
    ]);
  });

  it("keeps an empty message", () => expect(toTurns([message("assistant")])).toHaveLength(1));
});

describe("foldOf", () => {
  const turns = (count: number, first = "system") =>
    toTurns(Array.from({ length: count }, (_, at) => message(at === 0 ? first : "user", text(String(at)))));

  it("folds the middle of a long conversation", () => {
    expect(foldOf(turns(19))).toEqual({ after: 1, count: 14 });
    expect(foldOf(turns(19, "user"))).toEqual({ after: 0, count: 15 });
  });
  it("leaves short ones alone", () => expect(foldOf(turns(7))).toBeNull());
});
