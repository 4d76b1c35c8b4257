import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { span } from "../test/fixtures";
import { show } from "../test/render";
import { AttributesTab } from "./AttributesTab";
import { ContentTab } from "./ContentTab";
import { EventsTab } from "./EventsTab";
import { LinksTab } from "./LinksTab";
import { LogsTab } from "./LogsTab";
import { RawTab } from "./RawTab";

const text = (key: string, value: string) => ({ key, type: "string" as const, value });

it("shows an exception with message and stack trace, and when it happened", () => {
  show(
    <EventsTab
      span={span("s", {
        events: [
          {
            timeUnixNano: "1763640000250000000",
            name: "exception",
            attributes: [
              text("exception.type", "Boom"),
              text("exception.message", "it broke"),
              text("exception.stacktrace", "at line 1"),
            ],
            droppedAttributesCount: 2,
          },
        ],
      })}
    />,
  );
  expect(screen.getByRole("heading", { name: "Boom" })).toBeInTheDocument();
  expect(screen.getByText("it broke")).toBeInTheDocument();
  expect(screen.getByText("at line 1")).toBeInTheDocument();
  expect(screen.getByText("+250 ms")).toBeInTheDocument();
  expect(screen.getByText(/dropped 2 attributes/)).toBeInTheDocument();
});

it("links to spans of other traces", () => {
  const link = {
    traceId: "a/b",
    spanId: "c",
    traceState: "",
    attributes: [],
    flags: 0,
    droppedAttributesCount: 0,
  };
  show(<LinksTab span={span("s", { links: [link] })} />);
  expect(screen.getByRole("link")).toHaveAttribute("href", "/traces/a%2Fb?span=c");
});

it("names the severity of a log record and shows its body", () => {
  const log = {
    timeUnixNano: "0",
    observedTimeUnixNano: "1763640001000000000",
    severityNumber: 17,
    severityText: null,
    eventName: null,
    body: { type: "string" as const, value: "disk full" },
    attributes: [],
  };
  show(<LogsTab span={span("s", { logs: [log] })} />);
  expect(screen.getByText("error")).toBeInTheDocument();
  expect(screen.getByText("disk full")).toBeInTheDocument();
  expect(screen.getByText("+1.00 s")).toBeInTheDocument();
});

it.each([{ traceId: "exact" }, '{"traceId":"exact"}'])("shows a record, sent as value or as text", (json) => {
  const record = {
    kind: "otlp_span",
    encoding: "json",
    arrivalUnixNano: "1763640000000000000",
    sequence: 1,
    json,
  };
  show(<RawTab span={span("s", { raw: [record] })} />);
  expect(screen.getByRole("heading", { name: "OTLP span" })).toBeInTheDocument();
  expect(screen.getByText("exact")).toBeInTheDocument();
});

it("shows what a failed tool was called with, its error, and says once that nothing came back", () => {
  show(
    <ContentTab
      onTab={() => undefined}
      span={span("s", {
        type: "tool",
        status: "failed",
        errorType: "TimeoutError",
        errorMessage: "too slow",
        toolName: "lookup",
        toolArguments: '{"customer":"c-1"}',
        input: '{"customer":"c-1"}',
      })}
    />,
  );
  expect(screen.getByRole("group", { name: "Error" })).toHaveTextContent("too slow");
  expect(screen.getByRole("region", { name: "Arguments" })).toHaveTextContent("c-1");
  expect(screen.queryByRole("region", { name: "Input" })).toBeNull();
  expect(screen.getAllByText("Not recorded.")).toHaveLength(1);
  expect(screen.getByText(/failed before it returned/)).toBeInTheDocument();
});

const event = (type: string, at: number) => ({
  kind: "langfuse_event",
  encoding: "json",
  arrivalUnixNano: "1763640000000000000",
  sequence: at,
  json: { id: `e${at}`, type, timestamp: "2025-11-20T12:00:00Z", body: { id: "s" } },
});
const stated = span("s", {
  type: "generation",
  scope: { name: "", version: "", attributes: [], schemaUrl: "", droppedAttributesCount: 0 },
  raw: [event("generation-create", 1), event("generation-update", 2)],
});

it("names the events that a span was stated by", () => {
  show(<RawTab span={stated} />);
  expect(screen.getAllByRole("heading").map((each) => each.textContent)).toEqual([
    "Langfuse event generation-create",
    "Langfuse event generation-update",
  ]);
});

it.each([
  ["attributes", <AttributesTab key="a" span={stated} find="" />],
  ["events within a span", <EventsTab key="e" span={stated} />],
  ["links between spans", <LinksTab key="l" span={stated} />],
  ["log records", <LogsTab key="g" span={stated} />],
])("says that Langfuse’s API has no %s, instead of an empty table", (what, tab) => {
  show(tab);
  expect(screen.getByText(/Langfuse’s ingestion API/)).toHaveTextContent(`which has no ${what}.`);
  expect(screen.queryByText(/The client sent no attributes here/)).toBeNull();
  expect(screen.queryByRole("searchbox")).toBeNull();
});

it("shows what was worked out of a stated span as its only attributes", () => {
  const attributes = [
    { key: "brokle.llm.message_count", type: "int" as const, value: 2, mappedBy: ["clew"] },
  ];
  show(<AttributesTab span={{ ...stated, attributes }} find="" />);
  expect(screen.getByRole("region", { name: "Worked out attributes" })).toHaveTextContent("message_count");
  expect(screen.queryByRole("region", { name: "Resource attributes" })).toBeNull();
});

it("blames no instrumentation for what a stated span leaves out", () => {
  show(<ContentTab onTab={() => undefined} span={stated} />);
  expect(screen.getByText("Content was not recorded.").parentElement).not.toHaveTextContent("OTEL_");
});

it("shows a span that was created and not yet updated as running", () => {
  show(
    <ContentTab
      onTab={() => undefined}
      span={{ ...stated, status: "running", endUnixNano: null, durationNano: null, input: "Summarise" }}
    />,
  );
  expect(screen.getByRole("region", { name: "Output" })).toHaveTextContent("Still running.");
});
