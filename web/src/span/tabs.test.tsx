import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { span } from "../test/fixtures";
import { show } from "../test/render";
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
