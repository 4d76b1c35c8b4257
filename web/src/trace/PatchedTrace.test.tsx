import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { HistoryEntry, Trace } from "../api/types";
import { score, trace } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { TracePage } from "./TracePage";

const CREATED = "2025-11-20T12:00:00Z";
const byApi = (source: string) => ({ dialect: "langfuse-api", version: 1, source });

const said = (more: Partial<HistoryEntry>): HistoryEntry => ({
  field: "output",
  mode: "replace",
  value: null,
  time: "2025-11-20T12:05:00.123456Z",
  arrivedAt: "2025-11-20T12:05:01Z",
  isCurrent: false,
  source: "body.output",
  dialect: "langfuse-api",
  spanId: null,
  result: null,
  ...more,
});

const asked = said({
  field: "input",
  value: "What?",
  time: CREATED,
  arrivedAt: CREATED,
  source: "body.input",
});
const spanless: Partial<Trace> = {
  name: "Data Processing",
  status: "pending",
  endUnixNano: null,
  durationNano: null,
  input: "What?",
  hasOwnInput: true,
  createdAt: CREATED,
  provenance: { input: byApi("body.input"), output: byApi("body.output") },
};
const answered: Partial<Trace> = {
  ...spanless,
  status: "completed",
  output: '{"rows":2}',
  output_mime_type: "application/json",
  hasOwnOutput: true,
  output_updated_at: "2025-11-20T12:05:00Z",
};

beforeEach(() => history.replaceState(null, "", "/traces/t"));

async function open(data: Trace, entries: HistoryEntry[]) {
  serve({
    "/api/v1/server": SERVER,
    "/api/v1/traces/t": data,
    "/api/v1/traces/t/history": { traceId: "t", entries },
  });
  show(<TracePage traceId="t" />);
  await screen.findByRole("region", { name: "Input" });
}

const output = () => screen.getByRole("region", { name: "Output" });

it("shows a trace without spans without a tree, and that its output is awaited", async () => {
  await open(
    trace("t", [], {
      ...spanless,
      sessionId: "session-42",
      externalId: "job-7",
      public: true,
      tags: ["nightly"],
      metadata: { region: "eu" },
      scores: [score("a", { name: "accuracy", value: 0.5 })],
    }),
    [asked],
  );
  expect(screen.queryByRole("treegrid")).toBeNull();
  expect(screen.queryByText("OTLP JSON")).toBeNull();
  expect(output()).toHaveTextContent("Not set yet.");
  const facts = document.querySelector(".facts")!;
  expect(facts).toHaveTextContent("Spansnone");
  expect(facts).not.toHaveTextContent("Took");
  expect(facts).toHaveTextContent("session-42");
  expect(facts).toHaveTextContent("External idjob-7");
  expect(facts).toHaveTextContent("Visibilitypublic");
  expect(screen.getByRole("region", { name: "Context" })).toHaveTextContent("nightly");
  expect(screen.getByRole("region", { name: "Metadata" })).toHaveTextContent("eu");
  expect(screen.getByRole("list", { name: "Scores of this trace" })).toHaveTextContent("accuracy0.5");
  const input = screen.getByRole("region", { name: "Input" });
  await within(input).findByText(/Sent with the trace/);
  expect(within(input).queryByRole("button", { name: /version/ })).toBeNull();
});

it("says that the output was set by a patch, and when", async () => {
  await open(trace("t", [], answered), [said({ value: { rows: 2 }, isCurrent: true }), asked]);
  expect(await within(output()).findByText(/Set by a patch/)).toHaveTextContent("2025-11-20");
  expect(within(output()).queryByRole("button", { name: /version/ })).toBeNull();
});

it("opens the versions of the output, with what each changed", async () => {
  await open(trace("t", [], answered), [
    said({ mode: "merge", value: { note: "late" }, result: { rows: 2, note: "late" }, isCurrent: true }),
    said({ value: { rows: 2 }, time: "2025-11-20T12:04:00Z", isCurrent: true }),
    said({ value: { rows: 1 }, time: "2025-11-20T12:03:00Z" }),
    asked,
  ]);
  expect(await within(output()).findByText(/Added to by a patch/)).toBeInTheDocument();
  const toggle = within(output()).getByRole("button", { name: "3 versions" });
  expect(toggle).toHaveAttribute("aria-expanded", "false");
  await userEvent.click(toggle);
  expect(toggle).toHaveAttribute("aria-expanded", "true");
  const versions = screen.getByRole("region", { name: "Versions of the output" });
  const heads = [...versions.querySelectorAll("summary")].map((each) => each.textContent);
  expect(heads).toHaveLength(3);
  expect(heads[0]).toMatch(/^Merged.*in usethrough Langfuse’s API body\.output$/);
  expect(heads[1]).toMatch(/^Replaced.*in use/);
  expect(heads[2]).toMatch(/^Set(?!.*in use)/);
  expect(versions).toHaveTextContent("1 line added, 0 removed");
  expect(versions).toHaveTextContent('added: "note": "late"');
  await userEvent.click(within(versions).getByRole("button", { name: "Added" }));
  expect(versions.querySelector(".json-tree, .version-body")).not.toHaveTextContent("rows");
  await userEvent.click(versions.querySelectorAll("summary")[1]!);
  await waitFor(() => expect(versions).toHaveTextContent('removed: "rows": 1'));
  expect(versions).toHaveTextContent('added: "rows": 2');
});

const NODES = [{ name: "agent-run", parent: -1 }];

it("shows beside an own output what the span says, and leads there", async () => {
  await open(trace("t", NODES, answered), [
    said({ value: { rows: 2 }, isCurrent: true }),
    asked,
    said({ mode: "span", value: { rows: 1 }, spanId: "s0" }),
  ]);
  expect(screen.getByRole("treegrid")).toBeInTheDocument();
  expect(await within(output()).findByText("The span agent-run says otherwise")).toBeInTheDocument();
  expect(output()).toHaveTextContent('{ "rows": 1 }');
  await userEvent.click(within(output()).getByRole("button", { name: "2 versions" }));
  const versions = screen.getByRole("region", { name: "Versions of the output" });
  expect(versions.querySelectorAll("summary")[0]).toHaveTextContent(/^Set/);
  expect(versions).toHaveTextContent('removed: "rows": 1');
  await userEvent.click(versions.querySelectorAll("summary")[1]!);
  await userEvent.click(await within(versions).findByRole("button", { name: "Open agent-run" }));
  expect(location.search).toBe("?span=s0");
});

it("makes no versions of a span that says the same", async () => {
  await open(trace("t", NODES, answered), [
    said({ value: { rows: 2 }, isCurrent: true }),
    asked,
    said({ mode: "span", value: { rows: 2 }, spanId: "s0" }),
  ]);
  expect(await within(output()).findByText(/has the same output/)).toBeInTheDocument();
  expect(within(output()).queryByRole("button", { name: /versions/ })).toBeNull();
});

it("tells what an attribute states for the trace from a patch", async () => {
  const origin = { dialect: "langfuse", version: 1, source: "langfuse.trace.output" };
  await open(trace("t", NODES, { ...answered, hasOwnInput: false, provenance: { output: origin } }), []);
  expect(await within(output()).findByText(/Stated for the whole trace in/)).toHaveTextContent(
    "langfuse.trace.output",
  );
});

it("still says by what hand if the versions cannot be read", async () => {
  serve({
    "/api/v1/server": SERVER,
    "/api/v1/traces/t": trace("t", [], answered),
    "/api/v1/traces/t/history": new Refusal(500, { code: "internal" }),
  });
  show(<TracePage traceId="t" />);
  expect(await screen.findAllByText("Its versions could not be read.")).toHaveLength(2);
  expect(output()).toHaveTextContent("Set by a patch, 2025-11-20");
});

it("asks for no history of a trace that was given nothing itself", async () => {
  const calls = serve({ "/api/v1/server": SERVER, "/api/v1/traces/t": trace("t", NODES) });
  show(<TracePage traceId="t" />);
  await screen.findByRole("treegrid");
  expect(calls.filter((path) => path.endsWith("/history"))).toEqual([]);
});
