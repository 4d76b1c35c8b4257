import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { summary } from "../test/fixtures";
import { SERVER, serve, show } from "../test/render";
import { columnsOf } from "./columns";
import { nextOrder } from "./TableHead";
import { TraceListPage } from "./TraceListPage";

const heads = () => [...document.querySelectorAll("[role=columnheader]")].map((head) => head.textContent);

async function open(search = "") {
  history.replaceState(null, "", `/${search}`);
  const traces = [summary("a", { userId: "ann", tags: ["x", "y"] })];
  const calls = serve({ "/api/v1/server": SERVER, "/api/v1/traces": { traces, nextCursor: null } });
  show(<TraceListPage />);
  await screen.findByText("trace a");
  return calls;
}

it("shows the columns that were chosen, in their order, and knows them again", async () => {
  localStorage.setItem("clew.columns", "name,start,status");
  await open();
  await userEvent.click(screen.getByText("Columns"));
  const menu = screen.getByLabelText("Columns");
  await userEvent.click(within(menu).getByLabelText("Status"));
  await userEvent.click(within(menu).getByLabelText("Tags"));
  await userEvent.click(within(menu).getByLabelText("Move Tags to the left"));
  expect(heads()).toEqual(["Name", "Tags", "Started"]);
  expect(screen.getByText("x, y")).toBeInTheDocument();
  expect(localStorage.getItem("clew.columns")).toBe("name,tags,start");
  await userEvent.click(within(menu).getByText("The usual columns"));
  expect(heads()).toContain("Output");
  expect(localStorage.getItem("clew.columns")).toBeNull();
});

it("asks for the order of a column, the greatest first, then the least, then as usual", async () => {
  const calls = await open();
  const press = async () => userEvent.click(screen.getByTitle("Order by cost"));
  await press();
  expect(location.search).toBe("?order=-cost");
  await waitFor(() => expect(calls.some((call) => call.includes("order=-cost"))).toBe(true));
  await waitFor(() =>
    expect(screen.getByRole("columnheader", { name: "Cost" })).toHaveAttribute("aria-sort", "descending"),
  );
  await press();
  expect(location.search).toBe("?order=cost");
  await press();
  expect(location.search).toBe("");
});

it("passes over columns that it does not know, and names none twice", () => {
  expect(columnsOf("id,nonsense,name,id", false).map((column) => column.key)).toEqual(["id", "name"]);
  expect(columnsOf("nonsense", false)).toEqual(columnsOf("", false));
});

it("begins with the least where a column has words", () => {
  const [name] = columnsOf("name", false);
  expect(nextOrder(name!, "")).toBe("name");
  expect(nextOrder(name!, "name")).toBe("-name");
});
