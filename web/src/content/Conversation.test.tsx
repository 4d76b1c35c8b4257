import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Conversation } from "./Conversation";

const ended = (finishReason: string) => (
  <Conversation
    toolsOpen
    messages={[{ role: "assistant", name: null, finishReason, parts: [{ type: "text", text: "Yes." }] }]}
  />
);

it.each(["end_turn", "endTurn", "toolUse", "tool-calls", "STOP"])(
  "says nothing of the ordinary end %s",
  (reason) => {
    render(ended(reason));
    expect(screen.queryByText(/finished with/)).toBeNull();
  },
);

it.each(["max_tokens", "maxTokens", "content_filter"])("names the end %s", (reason) => {
  render(ended(reason));
  expect(screen.getByText(/finished with/)).toHaveTextContent(reason);
});
