import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { SavedView } from "../api/types";
import { summary } from "../test/fixtures";
import { Refusal, SERVER, show } from "../test/render";
import { TraceListPage } from "../traces/TraceListPage";

const view = (id: string, more: Partial<SavedView> = {}): SavedView => ({
  id,
  name: `view ${id}`,
  subject: "trace",
  q: "",
  columns: ["name"],
  order: null,
  range: null,
  from: null,
  to: null,
  note: null,
  createdAt: "",
  updatedAt: "",
  ...more,
});

let kept: SavedView[];
let asked: string[];
let refusal: Refusal | null;

/** A server that keeps views. */
function answer(path: string, options?: RequestInit): Response {
  const method = options?.method ?? "GET";
  const id = path.split("/views/")[1];
  if (path === "/api/v1/server") return Response.json(SERVER);
  if (path.startsWith("/api/v1/traces")) {
    asked.push(path);
    return Response.json({ traces: [summary("a")], nextCursor: null });
  }
  if (!path.startsWith("/api/v1/views")) return Response.json({ code: "not_found" }, { status: 404 });
  if (method === "GET") return Response.json({ views: kept });
  if (refusal) return Response.json(refusal.body, { status: refusal.status });
  if (method === "DELETE") {
    kept = kept.filter((one) => one.id !== id);
    return new Response(null, { status: 204 });
  }
  const made = { ...view(id ?? "new"), ...(JSON.parse(options!.body as string) as Partial<SavedView>) };
  kept = [...kept.filter((one) => one.id !== made.id), made];
  return Response.json(made);
}

beforeEach(() => {
  kept = [view("day", { range: "24h" }), view("odd", { range: "3d", note: "Ann" })];
  asked = [];
  refusal = null;
  vi.stubGlobal("fetch", (path: string, options?: RequestInit) => Promise.resolve(answer(path, options)));
});

async function open(search = "") {
  history.replaceState(null, "", `/${search}`);
  show(<TraceListPage />);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
}

const menu = async (name: string) => {
  await userEvent.click(await screen.findByRole("button", { name }));
  return screen.getByRole("dialog", { name: "Views" });
};

it("opens a view, and says when the list is another since", async () => {
  await open();
  await userEvent.click(within(await menu("Views")).getByRole("link", { name: "view day" }));
  expect(location.search).toBe("?view=day");
  await waitFor(() => expect(asked.at(-1)).toMatch(/from=\d{19}/));
  expect(screen.getByRole("button", { name: "24 h", pressed: true })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "1 h" }));
  expect(location.search).toBe("?view=day&range=1h");
  expect(screen.getByRole("button", { name: "view day changed" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "24 h" }));
  expect(location.search).toBe("?view=day");
});

it("shows what the address names, also a time range without a button", async () => {
  await open("?view=odd");
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/from=\d{19}/);
  expect(await screen.findByText(/in the last 3 days/)).toBeInTheDocument();
});

it("keeps this list under a name, and the change of a view in it", async () => {
  await open("?range=1h");
  const panel = await menu("Views");
  await userEvent.type(within(panel).getByRole("textbox", { name: "Name of a new view" }), " mine {Enter}");
  await waitFor(() => expect(location.search).toBe("?view=new"));
  expect(kept.at(-1)).toMatchObject({ name: "mine", range: "1h" });

  await userEvent.click(screen.getByRole("button", { name: "7 d" }));
  const changed = await menu("mine changed");
  await userEvent.click(within(changed).getByRole("button", { name: "Keep the change in “mine”" }));
  await waitFor(() => expect(location.search).toBe("?view=new"));
  expect(kept.at(-1)).toMatchObject({ id: "new", name: "mine", range: "7d" });
});

it("renames with what the view has otherwise, and deletes after asking", async () => {
  await open();
  const panel = await menu("Views");
  await userEvent.click(within(panel).getAllByRole("button", { name: "Rename" })[1]!);
  await userEvent.type(within(panel).getByRole("textbox", { name: "New name of view odd" }), "est{Enter}");
  expect(await within(panel).findByRole("link", { name: "view oddest" })).toBeInTheDocument();
  expect(kept.at(-1)).toMatchObject({ id: "odd", range: "3d", note: "Ann", columns: ["name"] });

  await userEvent.click(within(panel).getByRole("button", { name: "Delete view day" }));
  expect(kept).toHaveLength(2);
  await userEvent.click(within(panel).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(kept.map((one) => one.id)).toEqual(["odd"]));
});

it("says why the server does not keep it", async () => {
  refusal = new Refusal(409, { code: "view_exists", detail: "There is a view 'x' already." });
  await open();
  const panel = await menu("Views");
  await userEvent.type(within(panel).getByRole("textbox", { name: "Name of a new view" }), "x{Enter}");
  expect(await within(panel).findByRole("alert")).toHaveTextContent("There is a view 'x' already.");
});

it("says that a view is not there, instead of showing something else", async () => {
  history.replaceState(null, "", "/?view=gone");
  show(<TraceListPage />);
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such view");
  expect(asked).toEqual([]);
});
