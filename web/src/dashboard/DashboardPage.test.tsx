import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { summary } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { DashboardPage } from "./DashboardPage";

const FIRST = "1763640000000000000";
const MINUTE = 60_000_000_000n;
const STARTS = [0n, 1n].map((minute) => (BigInt(FIRST) + minute * MINUTE).toString());

/** Answers each question by its own measures: `valueOf` says one value of a group in a bucket. */
function totals(path: string, rows: Record<string, (number | null)[]>) {
  const asked = new URLSearchParams(path.split("?")[1]);
  const names = asked.get("measure")!.split(",");
  const series: Record<string, (number | null)[]> = {
    count: [10, 5],
    errors: [0, 2],
    p50: [0.5, null],
    cost: [0.25, 0.5],
  };
  const isSpread = asked.has("bucket");
  return {
    measures: names.map((name) => ({ name, unit: null })),
    bucketsUnixNano: isSpread ? STARTS : [],
    rows: Object.entries(rows).map(([key, values]) => ({
      key: [key === "" ? null : key],
      values: names.map((_, at) => values[at] ?? null),
      buckets: [],
    })),
    other: null,
    all: {
      key: [],
      values: names.map((name) => (series[name] ?? []).reduce((sum, one) => sum! + (one ?? 0), 0) ?? null),
      buckets: isSpread ? [0, 1].map((at) => names.map((name) => series[name]?.[at] ?? null)) : [],
    },
    exact: true,
    error: 0,
  };
}

const GROUPS: Record<string, Record<string, (number | null)[]>> = {
  model: { "gpt-4o": [0.75, 1000, 12, 2, 1.5], "claude 5": [0.25, 500, 3, 0, 1], "": [null, null, 40, 0, 9] },
  name: { checkout: [15, 2, 1, 100, 1] },
  tool: {},
  user: { ann: [1, 10, 15, 0, 1] },
};

function open(address = "/dashboard") {
  history.replaceState(null, "", address);
  const routes = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, path: string) => {
        if (path.startsWith("/api/v1/server")) return SERVER;
        if (path.startsWith("/api/v1/traces")) {
          return { traces: [summary("a", { startUnixNano: FIRST })], nextCursor: null };
        }
        if (!path.includes("?")) return undefined;
        return totals(path, GROUPS[new URLSearchParams(path.split("?")[1]).get("group") ?? ""] ?? {});
      },
    },
  );
  const calls = serve(routes);
  show(<DashboardPage />);
  return calls;
}

const parameters = (link: HTMLElement) =>
  Object.fromEntries(new URLSearchParams(link.getAttribute("href")!.split("?")[1]));

it("draws over time since the first trace, in the reader's zone", async () => {
  const calls = open();
  expect(await screen.findByRole("heading", { name: "Time to first token" })).toBeInTheDocument();
  const asked = calls.find((call) => call.includes("subject=traces") && call.includes("bucket="))!;
  const question = new URLSearchParams(asked.split("?")[1]);
  expect(question.get("from")).toBe(FIRST);
  expect(question.get("tz")).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

it("leads from a moment to its traces, also by keys", async () => {
  open();
  const link = await screen.findByRole("link", { name: /^Failed: open/ });
  link.focus();
  await userEvent.keyboard("{Home}");
  expect(parameters(link)).toEqual({ q: "status:failed", from: FIRST, to: STARTS[1] });
  await userEvent.keyboard("{ArrowRight}");
  expect(parameters(link)["from"]).toBe(STARTS[1]);
  expect(screen.getAllByRole("status").map((one) => one.textContent)).toContainEqual(
    expect.stringContaining("of all traces 40 %"),
  );
});

it("says the same as a table, whose times are links", async () => {
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Traces as a table" }));
  const table = within(screen.getByRole("region", { name: "Traces, by time" })).getByRole("table");
  expect(
    within(table)
      .getAllByRole("row")
      .map((row) => row.textContent),
  ).toEqual(["Timefailednot failed", expect.stringMatching(/010$/), expect.stringMatching(/23$/)]);
  expect(parameters(within(table).getAllByRole("link")[0]!)).toEqual({ from: FIRST, to: STARTS[1] });
});

it("breaks down by model, and each row and its failures lead to the list", async () => {
  open("/dashboard?range=7d");
  const models = within(await screen.findByRole("region", { name: "Models" }));
  expect(parameters(await models.findByRole("link", { name: "claude 5" }))).toEqual({
    q: 'model:"claude 5"',
    range: "7d",
  });
  expect(parameters(models.getByRole("link", { name: "2" }))).toEqual({
    q: "span(model:gpt-4o status:failed)",
    range: "7d",
  });
  // Spans without a model are no model.
  expect(models.getAllByRole("row")).toHaveLength(3);
  expect(screen.getByRole("link", { name: "ann" })).toHaveAttribute("href", "/users/ann");
  expect(screen.getByText("No tool was called.")).toBeInTheDocument();
});

it("orders by another measure when asked, and keeps it in the address", async () => {
  const calls = open();
  const models = within(await screen.findByRole("region", { name: "Models" }));
  await userEvent.click(await models.findByRole("button", { name: "Tokens" }));
  expect(location.search).toBe("?models=tokens");
  await waitFor(() =>
    expect(calls.some((call) => call.includes("group=model") && call.includes("order=tokens"))).toBe(true),
  );
});

it("says what would be here, and what went wrong", async () => {
  serve({ "/api/v1/server": SERVER, "/api/v1/traces": { traces: [], nextCursor: null } });
  const { unmount } = show(<DashboardPage />);
  expect(await screen.findByRole("heading", { name: "No traces yet" })).toBeInTheDocument();
  unmount();
  serve({
    "/api/v1/traces": { traces: [summary("a")], nextCursor: null },
    "/api/v1/totals": new Refusal(400, { code: "bad_request", detail: "tz is 'Nowhere'." }),
  });
  show(<DashboardPage />);
  expect(await screen.findByRole("alert")).toHaveTextContent("tz is 'Nowhere'.");
});
