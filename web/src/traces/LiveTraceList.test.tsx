import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { summary } from "../test/fixtures";
import { SERVER, serve, show, Stream } from "../test/render";
import { TraceListPage } from "./TraceListPage";

const list = { traces: [summary("b", { status: "running" }), summary("a")], nextCursor: null };

async function open(traces: object = list) {
  const stream = new Stream();
  const calls = serve({ "/api/v1/server": SERVER, "/api/v1/traces": traces, "/api/v1/live": stream });
  show(<TraceListPage />);
  await screen.findByRole("button", { name: "Live", pressed: true });
  await vi.waitFor(() => expect(stream.asked).toHaveLength(1));
  return { stream, calls };
}

const tell = (stream: Stream, name: string, data: unknown) =>
  act(async () => {
    stream.send(name, data, 1);
    await new Promise((done) => setTimeout(done));
  });
const rows = () => [...document.querySelectorAll(".trace-rows .cell-name")].map((cell) => cell.textContent);

it("brings rows up to date where they stand, and lets new ones wait", async () => {
  const { stream } = await open();
  await tell(stream, "trace", summary("b", { status: "failed" }));
  expect(screen.getByText("trace b").closest('[role="row"]')).toHaveTextContent("failed");
  await tell(stream, "trace", summary("c"));
  expect(rows()).toEqual(["trace b", "trace a"]);
  await userEvent.click(screen.getByRole("button", { name: "1 new" }));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "1 new" })).toBeNull());
});

it("leaves what is gone in its place, and says so", async () => {
  const { stream } = await open();
  await tell(stream, "gone", { ids: ["a"] });
  const row = screen.getByText("trace a").closest('[role="row"]');
  expect(row).toHaveTextContent("gone");
  expect(row).not.toHaveTextContent("completed");
});

it("stops when the reader does not want it, and says so in the address", async () => {
  const { stream } = await open();
  await tell(stream, "trace", summary("c"));
  await userEvent.click(screen.getByRole("button", { name: "Live" }));
  expect(location.search).toBe("?live=0");
  expect(screen.queryByRole("button", { name: "1 new" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Live" }));
  await vi.waitFor(() => expect(stream.asked).toHaveLength(2));
});

it("tells an empty page when the first trace comes", async () => {
  const { stream } = await open({ traces: [], nextCursor: null });
  await tell(stream, "trace", summary("first"));
  expect(screen.getByRole("button", { name: "Show 1 new trace" })).toBeInTheDocument();
});
