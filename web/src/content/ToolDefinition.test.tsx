import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Message } from "../api/types";
import { ContentTab } from "../span/ContentTab";
import { span } from "../test/fixtures";
import { show } from "../test/render";

const WEATHER = {
  name: "weather",
  description: "The weather of a place.",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const FOREIGN = "Not among the tools offered to the model.";

function called(name: string | null): Message {
  return {
    role: "assistant",
    name: null,
    finishReason: null,
    parts: [{ type: "tool_call", id: "c", name, arguments: '{"place":"Paris"}' }],
  };
}

/** A span whose model was offered some tools and called one; gives the call as it is shown. */
function showCall(name: string | null, toolDefinitions: unknown[]) {
  const outputMessages = [called(name)];
  show(<ContentTab onTab={() => undefined} span={span("s", { outputMessages, toolDefinitions })} />);
  return screen.getByRole("region", { name: `Tool call ${name ?? "unnamed tool"}` });
}

it.each([
  ["as such", WEATHER],
  ["wrapped, as in chat completions", { type: "function", function: WEATHER }],
  ["wrapped by Bedrock", { toolSpec: WEATHER }],
  ["one of several in a tool of Gemini", { functionDeclarations: [{ name: "search" }, WEATHER] }],
  ["JSON as text", JSON.stringify(WEATHER)],
])("says what a called tool is for, and shows its definition on request: %s", async (_how, definition) => {
  const unit = showCall("weather", [{ name: "other", description: "Not this." }, definition]);
  expect(unit).toHaveTextContent("The weather of a place.");
  expect(unit).not.toHaveTextContent("Not this.");
  expect(unit).not.toHaveTextContent("city");
  await userEvent.click(screen.getByText("Definition"));
  expect(unit).toHaveTextContent("city");
  expect(screen.queryByText(FOREIGN)).toBeNull();
});

it("says when the model called a tool that it was not offered", () => {
  const unit = showCall("forecast", [WEATHER, "search"]);
  expect(unit).toHaveTextContent(FOREIGN);
  expect(screen.queryByText("Definition")).toBeNull();
});

it.each([
  ["no definitions were recorded", "forecast", []],
  ["the call has no name", null, [WEATHER]],
  ["a definition has no name, such as that of a server of tools", "forecast", [WEATHER, { type: "mcp" }]],
  ["what was recorded is no list of names", "forecast", ["[StructuredTool(name='forecast')]"]],
])("accuses nobody where %s", (_why, name, definitions) => {
  const unit = showCall(name, definitions);
  expect(unit).toHaveTextContent("Paris");
  expect(screen.queryByText(FOREIGN)).toBeNull();
  expect(screen.queryByText("Definition")).toBeNull();
});

it("names the tool that was offered where case and punctuation differ", () => {
  const unit = showCall("get_weather", [{ ...WEATHER, name: "Get Weather" }]);
  expect(unit).toHaveTextContent("Offered as Get Weather.");
  expect(unit).toHaveTextContent("The weather of a place.");
});

it("knows a tool of which only the name was recorded", () => {
  const unit = showCall("weather", ["weather"]);
  expect(screen.queryByText(FOREIGN)).toBeNull();
  expect(screen.queryByText("Definition")).toBeNull();
  expect(unit).toHaveTextContent("Paris");
  expect(screen.getByRole("region", { name: "Tools offered (1)" })).toHaveTextContent(/weather$/);
});

it("does not repeat the definition at a result that stands without its call", () => {
  const toolDefinitions = [WEATHER];
  const result: Message = {
    role: "tool",
    name: null,
    finishReason: null,
    parts: [{ type: "tool_result", id: null, name: "forecast", result: "rain" }],
  };
  show(
    <ContentTab onTab={() => undefined} span={span("s", { outputMessages: [result], toolDefinitions })} />,
  );
  expect(screen.getByRole("region", { name: "Tool call forecast" })).toHaveTextContent("rain");
  expect(screen.queryByText(FOREIGN)).toBeNull();
});

it("calls the definition that a tool's own span carries by what it is", () => {
  show(
    <ContentTab
      onTab={() => undefined}
      span={span("s", {
        type: "tool",
        toolName: "weather",
        toolArguments: "{}",
        toolDefinitions: [WEATHER],
      })}
    />,
  );
  expect(screen.getByRole("region", { name: "Definition of the tool" })).toHaveTextContent("weather");
  expect(screen.queryByRole("region", { name: /Tools offered/ })).toBeNull();
});
