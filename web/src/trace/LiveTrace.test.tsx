import { act, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { span, summary, trace } from "../test/fixtures";
import { SERVER, serve, show, Stream } from "../test/render";
import { TracePage } from "./TracePage";

const NODES = [{ name: "root", parent: -1, duration: null }];
const running = trace("t", NODES, { status: "running", input: "What?", input_mime_type: "text/plain" });
const live = (more: object) => ({ ...summary("t"), updatedAt: "2025-11-20T12:00:09Z", ...more });
const child = {
  id: "s9",
  parentId: "s0",
  missingParentId: null,
  name: "look up",
  model: null,
  service: null,
  tool: null,
  type: "span",
  status: "running",
  level: "DEFAULT",
  startUnixNano: "1763640000000500000",
  durationNano: null,
  inputTokens: null,
  outputTokens: null,
  counts: false,
  cost: null,
};

const PATH = "/api/v1/traces/t";

beforeEach(() => history.replaceState(null, "", "/traces/t"));

async function open(data = running) {
  const stream = new Stream();
  const routes: Record<string, unknown> = {
    "/api/v1/server": SERVER,
    [PATH]: data,
    [`${PATH}/spans/s0`]: span("s0"),
    [`${PATH}/live`]: stream,
  };
  const calls = serve(routes);
  show(<TracePage traceId="t" />);
  await screen.findByText("root", { selector: ".span-name" });
  await vi.waitFor(() => expect(stream.asked).toHaveLength(1));
  const reads = () => calls.filter((call) => call === PATH).length;
  return { stream, routes, reads };
}

const tell = (stream: Stream, ...events: [string, unknown][]) =>
  act(async () => {
    for (const [name, data] of events) stream.send(name, data);
    await new Promise((done) => setTimeout(done));
  });

it("shows a span when it starts, at once, and reads the rest when it is quiet", async () => {
  const { stream, routes, reads } = await open();
  await tell(stream, ["trace", live({ status: "running", updatedAt: running.updatedAt })]);
  expect(reads()).toBe(1);

  routes[PATH] = { ...running, output: "Because.", output_mime_type: "text/plain" };
  await tell(stream, ["spans", { spans: [child] }], ["trace", live({ status: "running", spanCount: 2 })]);
  expect(screen.getByText("look up", { selector: ".span-name" })).toBeInTheDocument();
  expect(reads()).toBe(1);
  expect(await screen.findByText("Because.", {}, { timeout: 3000 })).toBeInTheDocument();
});

it("hears of a patch of a finished trace", async () => {
  const done = trace("t", NODES, { output: "First.", output_mime_type: "text/plain" });
  const { stream, routes } = await open(done);
  routes[PATH] = { ...done, output: "Patched.", updatedAt: "2025-11-20T12:00:09Z" };
  await tell(stream, ["trace", live({})]);
  expect(await screen.findByText("Patched.", {}, { timeout: 3000 })).toBeInTheDocument();
});

it("says that the trace was deleted while it was read", async () => {
  const { stream } = await open();
  await tell(stream, ["gone", { ids: ["t"] }]);
  expect(screen.getByRole("alert")).toHaveTextContent("It was deleted while it was open here.");
});
