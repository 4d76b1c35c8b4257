import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { summary } from "../test/fixtures";
import { SERVER, serve, show } from "../test/render";
import { TraceListPage } from "../traces/TraceListPage";

const START = 1_763_640_000_000;
const MEASURES = ["count", "errors", "tokens", "cost", "p50", "p95"].map((name) => ({ name, unit: null }));

const totals = {
  measures: MEASURES,
  bucketsUnixNano: [0, 1, 2, 3].map((at) => `${START + at * 1000}000000`),
  rows: [],
  other: null,
  all: {
    key: [],
    values: [1234, 37, 12_400, 0.5, 1.5, 16.9],
    buckets: [
      [4, 1],
      [0, 0],
      [2, 0],
      [1, 1],
    ],
  },
  exact: true,
  error: 0,
};
const counts = (values: [string | null, number][], groups = 0) => ({
  measures: [{ name: "count", unit: null }],
  bucketsUnixNano: [],
  rows: values.map(([value, count]) => ({ key: [value], values: [count], buckets: [] })),
  other: groups === 0 ? null : { groups, values: [1] },
  all: { key: [], values: [7], buckets: [] },
  exact: true,
  error: 0,
});

/** Totals by the group that is asked for, as the address says it. */
async function open(search = "", byGroup: Record<string, unknown> = {}) {
  history.replaceState(null, "", `/${search}`);
  const first = { traces: [summary("a", { startUnixNano: `${START}000000` })], nextCursor: null };
  const last = { traces: [summary("b", { startUnixNano: `${START + 3000}000000` })], nextCursor: null };
  const calls = serve({ "/api/v1/server": SERVER });
  const plain = fetch;
  const answer = (path: string, options?: RequestInit) => {
    const [name, query] = path.split("?");
    const parameters = new URLSearchParams(query);
    const group = parameters.get("group");
    if (name === "/api/v1/totals" && group !== null) {
      calls.push(path);
      return Promise.resolve(Response.json(byGroup[group] ?? counts([])));
    }
    if (name === "/api/v1/totals") {
      calls.push(path);
      return Promise.resolve(Response.json(totals));
    }
    if (name === "/api/v1/traces") {
      calls.push(path);
      return Promise.resolve(Response.json(parameters.get("order") === "-start" ? last : first));
    }
    return plain(path, options);
  };
  globalThis.fetch = answer as typeof fetch;
  show(<TraceListPage />);
  await screen.findByText("trace a");
  return calls;
}
const q = () => new URLSearchParams(location.search).get("q");

it("says what all of the list adds up to, not only what is read of it", async () => {
  const calls = await open("?q=model:gpt-4o&range=1h");
  const line = screen.getByLabelText("Totals of this list");
  await waitFor(() => expect(line).toHaveTextContent("traces1.23 k"));
  for (const text of ["failed37 · 3 %", "tokens12.4 k", "cost$0.500", "p501.50 s", "p9516.9 s"])
    expect(line).toHaveTextContent(text);
  const call = calls.find((one) => one.includes("measure=count%2Cerrors"))!;
  expect(new URLSearchParams(call.split("?")[1]).get("q")).toBe("model:gpt-4o");
  expect(call).toContain("bucket=1m");
});

it("shows a stretch that is chosen by keys, and leaves it again", async () => {
  await open();
  const plot = screen.getByRole("slider", { name: /Traces over time/ });
  await waitFor(() =>
    expect(plot).toHaveAttribute("aria-valuetext", expect.stringContaining("1 trace, 1 failed")),
  );
  plot.focus();
  await userEvent.keyboard("{Home}{Shift>}{ArrowRight}{/Shift}");
  expect(plot).toHaveAttribute("aria-valuetext", expect.stringContaining("4 traces, 1 failed"));
  await userEvent.keyboard("{Enter}");
  const parameters = new URLSearchParams(location.search);
  expect(parameters.get("from")).toBe(new Date(START).toISOString());
  expect(parameters.get("to")).toBe(new Date(START + 2000).toISOString());
  await userEvent.click(await screen.findByTitle("Leave this stretch of time"));
  expect(location.search).toBe("");
});

it("shows a stretch that is dragged over", async () => {
  await open();
  const plot = screen.getByRole("slider", { name: /Traces over time/ });
  await waitFor(() => expect(plot).toHaveAttribute("tabindex", "0"));
  plot.getBoundingClientRect = () => ({ left: 0, width: 400 }) as DOMRect;
  plot.setPointerCapture = () => undefined;
  // The events of jsdom know no place.
  const at = (type: string, clientX: number) =>
    fireEvent(plot, new MouseEvent(type, { bubbles: true, button: 0, clientX }));
  at("pointerdown", 350);
  at("pointermove", 210);
  at("pointerup", 210);
  expect(new URLSearchParams(location.search).get("from")).toBe(new Date(START + 2000).toISOString());
});

it("adds a value to the filter when it is pressed, and takes it away again", async () => {
  const calls = await open("?q=cost>1", {
    status: counts([
      ["completed", 5],
      ["failed", 2],
    ]),
    user: counts([[null, 7]]),
    tags: counts([
      ["a b", 3],
      [null, 4],
    ]),
  });
  await userEvent.click(screen.getByRole("button", { name: "Facets" }));
  const status = await screen.findByRole("region", { name: "Status" });
  await userEvent.click(within(status).getByRole("button", { name: /failed/ }));
  expect(q()).toBe("cost>1 status:failed");
  expect(within(status).getByRole("button", { name: /failed/ })).toHaveAttribute("aria-pressed", "true");
  // The other values of the field are still counted.
  const asked = calls
    .filter((call) => call.includes("group=status"))
    .map((call) => new URLSearchParams(call).get("q"));
  expect(new Set(asked)).toEqual(new Set(["cost>1"]));
  await userEvent.click(
    within(screen.getByRole("region", { name: "Tag" })).getByRole("button", { name: /a b/ }),
  );
  expect(q()).toBe('cost>1 status:failed tag:"a b"');
  await userEvent.click(within(status).getByRole("button", { name: /failed/ }));
  expect(q()).toBe('cost>1 tag:"a b"');
  expect(screen.queryByRole("region", { name: "User" })).toBeNull();
});
