import { describe, expect, it } from "vitest";
import { isChatMl } from "./chatml";
import { chatMlToMessages } from "./chatmlMessages";

describe("isChatMl", () => {
  it.each([
    [[{ role: "user", content: "hello" }]],
    [[{ role: "user" }]],
    [[{ role: "" }]],
    [
      [
        { role: "system", content: null },
        { role: "custom", other: 1 },
      ],
    ],
  ])("takes %j", (value) => expect(isChatMl(value)).toBe(true));

  it.each([
    [[]],
    [null],
    ["user"],
    [{ role: "user", content: "hello" }],
    [{ messages: [{ role: "user" }] }],
    [[{ role: "user" }, { content: "no role" }]],
    [[{ role: 1 }]],
    [[{ role: null }]],
    [["user"]],
    [[null]],
    [[[{ role: "user" }]]],
  ])("refuses %j", (value) => expect(isChatMl(value)).toBe(false));
});

describe("chatMlToMessages", () => {
  it("reads OpenAI's tool calls and results", () => {
    const [assistant, tool] = chatMlToMessages([
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Paris"}' } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "rain" },
    ]);
    expect(assistant!.parts).toEqual([
      { type: "tool_call", id: "c1", name: "weather", arguments: '{"city":"Paris"}' },
    ]);
    expect(tool!.parts).toEqual([{ type: "tool_result", id: "c1", name: null, result: "rain" }]);
  });

  it("reads Anthropic's blocks", () => {
    const [message] = chatMlToMessages([
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "yes" },
          { type: "tool_use", id: "t1", name: "find", input: { q: 1 } },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        ],
      },
    ]);
    expect(message!.parts.map((part) => part.type)).toEqual(["reasoning", "text", "tool_call", "image"]);
    expect(message!.parts[3]).toMatchObject({ uri: "data:image/png;base64,AAAA" });
  });

  it("keeps what it does not know", () => {
    const [message] = chatMlToMessages([{ role: "user", content: [{ type: "hologram", x: 1 }] }]);
    expect(message!.parts).toEqual([{ type: "other", json: { type: "hologram", x: 1 } }]);
  });
});
