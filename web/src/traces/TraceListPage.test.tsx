import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { dedupeById } from "../api/queries";
import { summary } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { TraceListPage } from "./TraceListPage";

const LIST = "/api/v1/traces";
const server = { "/api/v1/server": SERVER };
const three = {
  traces: [summary("a"), summary("b", { status: "failed", errorCount: 2 }), summary("c/d")],
  nextCursor: null,
};
const selected = () =>
  screen.getAllByRole("row").filter((row) => row.getAttribute("aria-selected") === "true");

it("moves with j, k and arrows, and opens with Enter", async () => {
  serve({ ...server, [LIST]: three });
  show(<TraceListPage />);
  await screen.findByText("trace a");
  await userEvent.keyboard("j");
  expect(selected()[0]).toHaveTextContent("trace a");
  await userEvent.keyboard("{ArrowDown}jjj");
  expect(selected()[0]).toHaveTextContent("trace c/d");
  await userEvent.keyboard("kk{ArrowUp}");
  expect(selected()[0]).toHaveTextContent("trace a");
  await userEvent.keyboard("{End}{Enter}");
  expect(location.pathname).toBe("/traces/c%2Fd");
});

it("says status in words and counts failed spans", async () => {
  serve({ ...server, [LIST]: three });
  show(<TraceListPage />);
  const row = (await screen.findByText("trace b")).closest('[role="row"]');
  expect(row).toHaveTextContent("failed");
  expect(row).toHaveTextContent("2");
});

it("walks pages by cursor and shows a trace that moved once", async () => {
  serve({
    ...server,
    "/api/v1/traces?limit=100": { traces: [summary("a"), summary("b")], nextCursor: "next" },
    "/api/v1/traces?limit=100&cursor=next": { traces: [summary("b"), summary("c")], nextCursor: null },
  });
  show(<TraceListPage />);
  await screen.findByText("trace c");
  expect(screen.getAllByText("trace b")).toHaveLength(1);
  expect(screen.getByText(/3 traces in all time/)).toBeInTheDocument();
});

it("keeps the first of two equal ids", () => {
  const pages = [
    { traces: [summary("a", { name: "new" })], nextCursor: "x" },
    { traces: [summary("a", { name: "old" })], nextCursor: null },
  ];
  expect(dedupeById(pages).map((trace) => trace.name)).toEqual(["new"]);
});

it("puts the range in the address and asks from there", async () => {
  const calls = serve({ ...server, [LIST]: three });
  show(<TraceListPage />);
  await screen.findByText("trace a");
  await userEvent.click(screen.getByRole("button", { name: "1 h" }));
  expect(location.search).toBe("?range=1h");
  await waitFor(() => expect(calls.some((call) => /limit=100&from=\d{19}$/.test(call))).toBe(true));
});

it("tells an empty project how to send a first trace", async () => {
  serve({ ...server, [LIST]: { traces: [], nextCursor: null } });
  show(<TraceListPage />);
  expect(await screen.findByRole("heading", { name: "No traces yet" })).toBeInTheDocument();
  expect(screen.getByText(/OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/127.0.0.1:4318/)).toBeInTheDocument();
});

it("tells what went wrong, with the code and what to do", async () => {
  serve({ ...server, [LIST]: new Refusal(500, { code: "internal", detail: "The store did not answer." }) });
  show(<TraceListPage />);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The store did not answer.");
  expect(alert).toHaveTextContent("code internal");
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});

it("shows a trace without spans as waiting for its output, and times nothing", async () => {
  const more = { spanCount: 0, endUnixNano: null, durationNano: null, inputPreview: '{"q":"What?"}' };
  const waiting = summary("a", { ...more, status: "pending" });
  const set = summary("b", { ...more, outputPreview: "Because." });
  serve({ ...server, [LIST]: { traces: [waiting, set], nextCursor: null } });
  show(<TraceListPage />);
  const row = (name: string) => screen.getByText(name).closest('[role="row"]')!;
  await screen.findByText("trace a");
  expect(row("trace a")).toHaveTextContent("pending");
  expect(row("trace a")).toHaveTextContent('{"q":"What?"}');
  expect(row("trace a")).toHaveTextContent("not set yet");
  expect(row("trace b")).toHaveTextContent("Because.");
  for (const name of ["trace a", "trace b"]) expect(row(name)).not.toHaveTextContent("open");
});
