import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { trace } from "../test/fixtures";
import { Refusal, serve, show } from "../test/render";
import { DeleteTrace } from "./DeleteTrace";

const NODES = [
  { name: "root", parent: -1 },
  { name: "chat", parent: 0 },
];
const TRACE = trace("t/1", NODES);
const PATH = "/api/v1/traces/t%2F1";

beforeEach(() => history.replaceState(null, "", "/traces/t%2F1"));

it("asks first, says how much, and deletes nothing if it is kept", async () => {
  const calls = serve({});
  show(<DeleteTrace trace={TRACE} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
  expect(screen.getByRole("dialog", { name: /^Delete .*\?$/ })).toHaveTextContent("its 2 spans");
  expect(screen.getByRole("button", { name: "Keep it" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Delete…" })).toHaveFocus();
  expect(calls).toEqual([]);
});

it("keeps the keys of the page behind it away", async () => {
  serve({});
  const onKey = vi.fn();
  document.addEventListener("keydown", onKey);
  show(<DeleteTrace trace={TRACE} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
  await userEvent.keyboard("j");
  document.removeEventListener("keydown", onKey);
  expect(onKey).not.toHaveBeenCalled();
});

it("goes back to the list when it is done", async () => {
  const calls = serve({ [PATH]: { traces: 1, spans: 2 } });
  show(<DeleteTrace trace={TRACE} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  await waitFor(() => expect(location.pathname).toBe("/"));
  expect(calls).toEqual([`DELETE ${PATH}`]);
});

it("stays and says why if it could not", async () => {
  serve({ [PATH]: new Refusal(503, { code: "overloaded", detail: "Try again shortly." }) });
  show(<DeleteTrace trace={TRACE} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("The server is busy. Try again shortly.");
  expect(location.pathname).toBe("/traces/t%2F1");
});

it("is done as well if somebody else was faster", async () => {
  serve({ [PATH]: new Refusal(404, { code: "trace_not_found" }) });
  show(<DeleteTrace trace={TRACE} />);
  await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  await waitFor(() => expect(location.pathname).toBe("/"));
});
