import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FIELDS } from "../test/fields";
import { summary } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { TraceListPage } from "../traces/TraceListPage";

const LIST = "/api/v1/traces";
const routes = {
  "/api/v1/server": SERVER,
  "/api/v1/fields": { fields: FIELDS },
  "/api/v1/fields/name/values": { values: [{ value: "ask me", count: 2 }] },
  [LIST]: { traces: [summary("a")], nextCursor: null },
};
const wrong = {
  code: "bad_query",
  detail: "There is no field 'tokns'; did you mean tokens?",
  position: 14,
  length: 5,
  suggestion: "tokens",
};
const field = () => screen.getByRole("combobox", { name: "Filter traces" });
const asked = (calls: string[], q: string) =>
  calls.filter((call) => new URLSearchParams(call.split("?")[1]).get("q") === q);

async function open(search = "", more: Record<string, unknown> = {}) {
  history.replaceState(null, "", `/${search}`);
  const calls = serve({ ...routes, ...more });
  show(<TraceListPage />);
  await screen.findByRole("button", { name: "Live" });
  return calls;
}

it("filters with Enter, and keeps the filter in the address", async () => {
  const calls = await open();
  await userEvent.keyboard("/");
  expect(field()).toHaveFocus();
  await userEvent.keyboard("refund policy{Enter}");
  expect(new URLSearchParams(location.search).get("q")).toBe("refund policy");
  await waitFor(() => expect(asked(calls, "refund policy").some((call) => call.startsWith(LIST))).toBe(true));
  const call = asked(calls, "refund policy").find((one) => one.startsWith(LIST))!;
  expect(call).toContain(`tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`);
});

it("follows the same filter live", async () => {
  const calls = await open("?q=status:failed");
  await waitFor(() =>
    expect(asked(calls, "status:failed").some((call) => call.startsWith("/api/v1/live?"))).toBe(true),
  );
});

it("completes a field, its sign and its value by keys alone", async () => {
  await open();
  await userEvent.type(field(), "na");
  expect(await screen.findByRole("option", { name: /^name/ })).toBeInTheDocument();
  await userEvent.keyboard("{Tab}");
  expect(field()).toHaveValue("name:");
  await screen.findByRole("option", { name: /ask me/ });
  await userEvent.keyboard("{ArrowDown}");
  expect(field()).toHaveAttribute("aria-activedescendant", screen.getByRole("option", { selected: true }).id);
  await userEvent.keyboard("{Enter}");
  expect(field()).toHaveValue('name:"ask me" ');
  expect(screen.queryByRole("listbox")).toBeNull();
});

it("closes the list with Escape, and only then gives the filter up", async () => {
  await open("?q=a");
  await userEvent.type(field(), " us");
  await screen.findByRole("listbox", { name: "Ways to go on" });
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("listbox", { name: "Ways to go on" })).toBeNull();
  expect(field()).toHaveValue("a us");
  await userEvent.keyboard("{Escape}");
  expect(field()).toHaveValue("a");
});

it("marks what is wrong under its characters, and mends it with one click", async () => {
  const calls = await open("?q=status:failed tokns>2000", { [LIST]: new Refusal(400, wrong) });
  expect(await screen.findByRole("button", { name: "Use tokens" })).toBeInTheDocument();
  expect(document.querySelector(".query-mark u")).toHaveTextContent("tokns");
  expect(field()).toHaveAccessibleDescription(/There is no field 'tokns'/);
  await userEvent.click(screen.getByRole("button", { name: "Use tokens" }));
  expect(new URLSearchParams(location.search).get("q")).toBe("status:failed tokens>2000");
  await waitFor(() => expect(asked(calls, "status:failed tokens>2000").length).toBeGreaterThan(0));
});

it("marks an unfinished filter only where nobody is writing", async () => {
  await open("", {
    "/api/v1/query": { error: { position: 0, length: 5, message: "No field.", suggestion: null } },
  });
  await userEvent.type(field(), "tokns");
  await new Promise((done) => setTimeout(done, 600));
  expect(document.querySelector(".query-mark")).toBeNull();
  await userEvent.type(field(), ">3 x");
  await waitFor(() => expect(document.querySelector(".query-mark u")).toHaveTextContent("tokns"));
});

it("shows how to write one, with examples that can be pressed", async () => {
  await open();
  await userEvent.click(screen.getByRole("button", { name: "How to write a filter" }));
  const help = screen.getByRole("dialog", { name: "How to write a filter" });
  expect(help.querySelectorAll("li")).toHaveLength(6);
  await userEvent.click(screen.getByRole("button", { name: /status:failed start>-1d/ }));
  expect(new URLSearchParams(location.search).get("q")).toBe("status:failed start>-1d");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("says what was looked for when nothing passes, and how to see more", async () => {
  await open("?q=status:failed&range=1h", { [LIST]: { traces: [], nextCursor: null } });
  expect(await screen.findByRole("heading", { name: "No trace passes this filter" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Look at all time" }));
  expect(location.search).toBe("?q=status%3Afailed");
});
