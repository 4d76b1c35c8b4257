import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { Content, Message } from "../api/types";
import { noContent, span } from "../test/fixtures";
import { serve, show } from "../test/render";
import { recordingOf } from "./recording";
import { ValueSection } from "./ValueSection";

const WHOLE = "/api/v1/traces/t/spans/s/output";
let name = 0;

interface Options {
  content?: Partial<Content>;
  messages?: Message[];
  running?: boolean;
  wholePath?: string | null;
}

function showOutput({ content = {}, messages, running = false, wholePath = WHOLE }: Options) {
  return show(
    <ValueSection
      side="output"
      content={{ ...noContent, ...content }}
      messages={messages ?? null}
      wholePath={wholePath}
      running={running}
      recording={recordingOf(span("s", { type: "generation" }))}
      // Choices are remembered by name; each test has its own.
      name={`span ${name}`}
    />,
  );
}

beforeEach(() => {
  name++;
});

const json = (value: unknown) => ({ output: JSON.stringify(value), output_mime_type: "application/json" });

describe("states that are not content", () => {
  it("says when nothing was recorded, and what changes that", () => {
    showOutput({});
    expect(screen.getByText("Not recorded.")).toBeInTheDocument();
    expect(screen.getByText(/CAPTURE_MESSAGE_CONTENT/)).toBeInTheDocument();
  });

  it("says when the span still runs", () => {
    showOutput({ running: true });
    expect(screen.getByText("Still running.")).toBeInTheDocument();
    expect(screen.queryByText("Not recorded.")).toBeNull();
  });

  it.each(["__REDACTED__", '"__REDACTED__"', "[REDACTED]", " <redacted> "])(
    "says when the value is redacted: %s",
    (output) => {
      showOutput({
        content: { output, output_mime_type: output.startsWith('"') ? "application/json" : "text/plain" },
      });
      expect(screen.getByText("Redacted by sender.")).toBeInTheDocument();
    },
  );

  it("tells an empty text from a missing one", () => {
    showOutput({ content: { output: "", output_mime_type: "text/plain" } });
    expect(screen.getByText("An empty text.")).toBeInTheDocument();
    expect(screen.queryByText("Not recorded.")).toBeNull();
  });
});

describe("a cut value", () => {
  const cut = {
    output: '{"rows":[1,2...[truncated]',
    output_mime_type: "text/plain",
    output_truncated: true,
    output_size: 5_242_880,
  };

  it("says how large the whole is, and reads it on request", async () => {
    serve({ [WHOLE]: '{"answer":"whole"}' });
    showOutput({ content: cut });
    expect(screen.getByText(/The whole value has 5 MiB/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Read the whole value" }));
    expect(await screen.findByText("whole")).toBeInTheDocument();
    expect(screen.queryByText(/Cut after/)).toBeNull();
  });

  it("offers no whole value where none can be had", () => {
    showOutput({ content: cut, wholePath: null });
    expect(screen.queryByRole("button", { name: "Read the whole value" })).toBeNull();
    expect(screen.queryByRole("link")).toBeNull();
  });
});

describe("a value that its sender cut", () => {
  const sent = (output: string) => ({ output, output_mime_type: "text/plain", outputCutBySender: true });

  it("is shown as far as it goes, and says so", () => {
    const { container } = showOutput({ content: sent('{"city":"Paris","note":"long te') });
    expect(screen.getByText("Truncated by sender.")).toBeInTheDocument();
    expect(container.querySelector(".json-tree")).toHaveTextContent("long te");
  });

  it("is a conversation where it was one", () => {
    const { container } = showOutput({ content: sent('[{"role":"assistant","content":"Bonj') });
    expect(container.querySelector('[data-role="assistant"]')).toHaveTextContent("Bonj");
  });

  it("stays text where it is no JSON", () => {
    const { container } = showOutput({ content: sent("[INFO] it went on and on...[truncated]") });
    expect(container.querySelector("pre")).toHaveTextContent("[INFO] it went on and on...[truncated]");
  });
});

describe("rendering by type", () => {
  it("sets ChatML as a conversation", () => {
    const { container } = showOutput({ content: json([{ role: "assistant", content: "Bonjour" }]) });
    expect(container.querySelector('[data-role="assistant"]')).toHaveTextContent("Bonjour");
  });

  it("shows other JSON as a tree", () => {
    const { container } = showOutput({ content: json({ city: "Paris" }) });
    expect(container.querySelector(".json-tree")).toHaveTextContent("cityParis");
  });

  it("prefers the server's messages, folds reasoning and shows a tool call with its result as one", () => {
    showOutput({
      messages: [
        {
          role: "assistant",
          name: null,
          finishReason: "length",
          parts: [
            { type: "reasoning", text: "let me think" },
            { type: "tool_call", id: "c", name: "weather", arguments: '{"city":"Paris"}' },
            { type: "tool_result", id: "c", name: null, result: "rain" },
          ],
        },
      ],
    });
    expect(screen.getByText("Reasoning").closest("details")).not.toHaveAttribute("open");
    const unit = screen.getByRole("region", { name: "Tool call weather" });
    expect(unit).toHaveTextContent("Paris");
    expect(unit).toHaveTextContent("rain");
    expect(screen.getByText("length")).toBeInTheDocument();
  });

  it("shows the same value as JSON and as plain text on request", async () => {
    const { container } = showOutput({ content: json([{ role: "assistant", content: "**Bonjour**" }]) });
    await userEvent.click(screen.getByRole("button", { name: "JSON" }));
    expect(container.querySelector(".json-tree")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Plain" }));
    expect(container.querySelector("pre")).toHaveTextContent(
      '[{"role":"assistant","content":"**Bonjour**"}]',
    );
  });

  it("shows the first part of a huge text, and all of it on request", async () => {
    const output = "0123456789 ".repeat(500_000);
    const { container } = showOutput({ content: { output, output_mime_type: "text/plain" } });
    expect(container.textContent.length).toBeLessThan(40_000);
    await userEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(container.textContent.length).toBeGreaterThan(5_000_000);
  });
});
