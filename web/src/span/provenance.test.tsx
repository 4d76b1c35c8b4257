import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Attribute, Provenance } from "../api/types";
import { span } from "../test/fixtures";
import { show } from "../test/render";
import { AttributesTab } from "./AttributesTab";
import { ContentTab } from "./ContentTab";
import { SourceMark, SourcesContext } from "./Provenance";
import { placeOf } from "./sources";
import { WhereFrom } from "./WhereFrom";

const provenance: Record<string, Provenance> = {
  model: {
    dialect: "otel-genai",
    version: 1,
    source: "gen_ai.request.model",
    others: [{ dialect: "openinference", version: 1, source: "llm.model_name", value: "openai/gpt-4o" }],
  },
  cost: { dialect: "prices", version: 1, source: "openai gpt-4o" },
};

function withSources(children: React.ReactNode, onShow = vi.fn()) {
  show(
    <SourcesContext value={{ provenance, canShow: ({ dialect }) => dialect !== "prices", onShow }}>
      {children}
    </SourcesContext>,
  );
  return onShow;
}

describe("the source of a value", () => {
  it("is told by its mark, reached by key, with what was said elsewhere", async () => {
    const onShow = withSources(<SourceMark field="model" />);
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Where model came from" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    const card = screen.getByRole("note");
    expect(card).toHaveTextContent(/Read from gen_ai.request.model\s*as otel-genai/);
    expect(card).toHaveTextContent("openai/gpt-4o in llm.model_name (openinference)");
    await userEvent.click(within(card).getByRole("button", { name: "Show it" }));
    expect(onShow).toHaveBeenCalledWith(expect.objectContaining({ source: "gen_ai.request.model" }));
  });

  it("leads nowhere where there is nothing to see", async () => {
    withSources(<SourceMark field="cost" />);
    await userEvent.click(screen.getByRole("button"));
    expect(screen.queryByRole("button", { name: "Show it" })).toBeNull();
  });

  it("stands in the list of all sources", async () => {
    const onShow = withSources(<WhereFrom />);
    expect(screen.getByText("2 values, 1 of them said differently elsewhere")).toBeInTheDocument();
    expect(
      screen.getByRole("row", { name: "cost openai gpt-4o prices 1", hidden: true }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByText("Where from"));
    await userEvent.click(screen.getByRole("button", { name: "llm.model_name" }));
    expect(onShow).toHaveBeenCalledWith(expect.objectContaining({ dialect: "openinference" }));
  });

  it("is an attribute, an event, a log record, or else the record", () => {
    const sent = span("s", {
      attributes: [{ key: "llm.input_messages.0.message.role", type: "string", value: "user" }],
      events: [{ timeUnixNano: "1", name: "gen_ai.user.message", attributes: [], droppedAttributesCount: 0 }],
    });
    const find = "llm.input_messages";
    expect(placeOf(find, "openinference", sent)).toEqual({ tab: "attributes", find });
    expect(placeOf("resource service.name", "otel", sent)).toEqual({
      tab: "attributes",
      find: "service.name",
    });
    expect(placeOf("gen_ai.*.message", "otel-genai-events", sent)).toEqual({ tab: "events", find: null });
    expect(placeOf("event exception", "otel", sent)).toEqual({ tab: "raw", find: null });
    expect(placeOf("end_time_unix_nano", "otel", sent)).toEqual({ tab: "raw", find: null });
    expect(placeOf("openai gpt-4o", "prices", sent)).toBeNull();
  });
});

describe("an attribute that nobody reads", () => {
  const attribute = (key: string, mappedBy?: string[]): Attribute => ({
    key,
    type: "string",
    value: "x",
    ...(mappedBy === undefined ? {} : { mappedBy }),
  });
  const sent = span("s", {
    attributes: [attribute("gen_ai.request.model", ["otel-genai"]), attribute("my.own", [])],
    resource: { attributes: [attribute("host.name", [])], schemaUrl: null, droppedAttributesCount: 0 },
    scope: {
      name: "s",
      version: null,
      attributes: [attribute("old")],
      schemaUrl: null,
      droppedAttributesCount: 0,
    },
  });

  it("says so, and can be picked out", async () => {
    show(<AttributesTab span={sent} find="" />);
    expect(screen.getByRole("rowheader", { name: "my.own not used" })).toBeInTheDocument();
    expect(screen.getByRole("rowheader", { name: "gen_ai.request.model" })).toHaveAttribute(
      "title",
      "Read by otel-genai",
    );
    await userEvent.click(screen.getByRole("button", { name: "2 not used" }));
    expect(screen.getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual([
      "my.ownnot used",
      "host.namenot used",
    ]);
  });
});

describe("content that is not there", () => {
  const content = (more: Parameters<typeof span>[1]) =>
    show(<ContentTab span={span("s", more)} onTab={() => undefined} />);

  it("says once what its SDK needs to record it", () => {
    content({
      type: "generation",
      scope: {
        name: "azure.ai.inference",
        version: null,
        attributes: [],
        schemaUrl: null,
        droppedAttributesCount: 0,
      },
    });
    expect(screen.getAllByText("Content was not recorded.")).toHaveLength(1);
    expect(screen.getByText("AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED=true")).toBeInTheDocument();
  });

  it("gives no advice where no SDK of models made the span", () => {
    content({ type: "span" });
    expect(screen.getByText("Content was not recorded.")).toBeInTheDocument();
    expect(screen.queryByText(/leaves it out/)).toBeNull();
  });

  it("knows that vectors are no text", () => {
    content({ type: "embedding", input: "hello", embeddingCount: 2, embeddingDimensions: 1536 });
    expect(screen.getByText("2 vectors of 1,536 dimensions.")).toBeInTheDocument();
    expect(screen.queryByText(/not recorded/i)).toBeNull();
  });

  it("tells of a tool what its sender cut", () => {
    content({
      type: "tool",
      toolName: "t",
      toolArguments: '{"city":"Par',
      input: '{"city":"Par',
      inputCutBySender: true,
      toolResult: "r",
      output: "r",
    });
    expect(screen.getByRole("region", { name: "Arguments" })).toHaveTextContent("cityPar");
    expect(screen.getAllByText("Truncated by sender.")).toHaveLength(1);
  });
});
