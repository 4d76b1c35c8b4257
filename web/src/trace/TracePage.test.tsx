import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { score, span, trace } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { TracePage } from "./TracePage";

const NODES = [
  { name: "root", parent: -1 },
  { name: "search", parent: 0 },
  { name: "embed", parent: 1 },
  { name: "chat", parent: 0, failed: true },
];
const routes = {
  "/api/v1/server": SERVER,
  "/api/v1/traces/t": trace("t", NODES, { input: "What is a clew?", input_mime_type: "text/plain" }),
  ...Object.fromEntries(
    NODES.map((node, at) => [
      `/api/v1/traces/t/spans/s${at}`,
      span(`s${at}`, { name: `${node.name} in full` }),
    ]),
  ),
};

beforeEach(() => {
  history.replaceState(null, "", "/traces/t");
  serve(routes);
});

const row = (name: string) => screen.getByText(name, { selector: ".span-name" }).closest('[role="row"]')!;
const names = () =>
  [...document.querySelectorAll(".tree-rows .span-name")].map((element) => element.textContent);
const current = () => document.querySelector('[role="row"][aria-selected="true"] .span-name')?.textContent;

async function open() {
  show(<TracePage traceId="t" />);
  await screen.findByText("embed", { selector: ".span-name" });
}

it("is a tree to those who cannot see it", async () => {
  await open();
  expect(screen.getByRole("treegrid", { name: "Spans" })).toHaveAttribute("aria-rowcount", "6");
  expect(row("search")).toHaveAttribute("aria-level", "3");
  expect(row("search")).toHaveAttribute("aria-expanded", "true");
  expect(row("embed")).not.toHaveAttribute("aria-expanded");
  expect(row("chat")).toHaveTextContent("failed");
});

it("starts with the whole trace", async () => {
  await open();
  expect(current()).toBe("trace t");
  expect(screen.getByRole("region", { name: "Input" })).toHaveTextContent("What is a clew?");
});

it("walks with j and k, folds with h, unfolds with l, and keeps the selection in the address", async () => {
  await open();
  await userEvent.keyboard("jj");
  expect(current()).toBe("search");
  await userEvent.keyboard("h");
  expect(names()).toEqual(["trace t", "root", "search", "chat"]);
  await userEvent.keyboard("h");
  expect(current()).toBe("root");
  await userEvent.keyboard("jl");
  expect(names()).toContain("embed");
  await userEvent.keyboard("l");
  expect(current()).toBe("embed");
  await waitFor(() => expect(location.search).toBe("?span=s2"));
  expect(await screen.findByRole("heading", { name: "embed in full" })).toBeInTheDocument();
  expect(document.querySelectorAll(".thread-lines").length).toBeGreaterThan(2);
});

it("opens the way to a span that the address names", async () => {
  history.replaceState(null, "", "/traces/t?span=s2&tab=raw");
  await open();
  expect(current()).toBe("embed");
  expect(await screen.findByRole("tab", { name: "Raw" })).toHaveAttribute("aria-selected", "true");
  const way = screen.getByRole("navigation", { name: "Way to this span" });
  expect(
    within(way)
      .getAllByRole("button")
      .map((each) => each.textContent),
  ).toEqual(["trace t", "root", "search"]);
});

it("filters by name and keeps ancestors", async () => {
  await open();
  await userEvent.keyboard("/");
  await userEvent.keyboard("emb");
  await waitFor(() => expect(names()).toEqual(["trace t", "root", "search", "embed"]));
  expect(screen.getByText("1 of 4")).toBeInTheDocument();
  await userEvent.keyboard("xx");
  expect(await screen.findByText(/No span says “embxx”/)).toBeInTheDocument();
});

it("says that a trace is not there", async () => {
  serve({
    ...routes,
    "/api/v1/traces/t": new Refusal(404, { code: "trace_not_found", detail: "No trace t." }),
  });
  show(<TracePage traceId="t" />);
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such trace");
});

it("shows where a value came from, and leads to the attribute", async () => {
  serve({
    ...routes,
    "/api/v1/traces/t/spans/s3": span("s3", {
      name: "chat",
      model: "gpt-4.1",
      attributes: [{ key: "llm.model_name", type: "string", value: "gpt-4.1" }],
      provenance: { model: { dialect: "openinference", version: 1, source: "llm.model_name" } },
    }),
  });
  history.replaceState(null, "", "/traces/t?span=s3");
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Where model came from" }));
  expect(screen.getByRole("note")).toHaveTextContent("llm.model_name");
  await userEvent.click(screen.getByRole("button", { name: "Show it" }));
  expect(screen.getByRole("searchbox", { name: /Filter attributes/ })).toHaveValue("llm.model_name");
  expect(location.search).toBe("?span=s3&tab=attributes&find=llm.model_name");
});

it("shows scores in the head, in the row of the span and beside the span", async () => {
  const judged = score("b", { spanId: "s3", name: "grounded", text: "pass", comment: "All of it is there." });
  serve({
    ...routes,
    "/api/v1/traces/t": trace("t", NODES, { scores: [score("a", { name: "helpful", value: 0.5 }), judged] }),
    "/api/v1/traces/t/spans/s3": span("s3", { name: "chat in full", scores: [judged] }),
  });
  history.replaceState(null, "", "/traces/t?span=s3");
  await open();
  const head = screen.getByRole("list", { name: "Scores of this trace" });
  expect(within(head).getAllByRole("button")).toHaveLength(1);
  expect(head).toHaveTextContent("helpful0.5");
  expect(row("chat")).toHaveTextContent("1 score: grounded pass");
  expect(row("embed")).not.toHaveTextContent("score");
  const own = await screen.findByRole("list", { name: "Scores of this span" });
  await userEvent.click(within(own).getByRole("button", { name: /grounded/ }));
  expect(screen.getByRole("note")).toHaveTextContent("All of it is there.");
});
