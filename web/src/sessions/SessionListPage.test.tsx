import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { session } from "../test/fixtures";
import { SERVER, serve, show } from "../test/render";
import { SessionListPage } from "./SessionListPage";

const LIST = "/api/v1/sessions";
const server = { "/api/v1/server": SERVER };

it("says what a session was about, how it went and who it was", async () => {
  const first = session("s/1", {
    errorCount: 1,
    users: ["ann", "bob"],
    userCount: 12,
    firstInput: "Where is my tent?",
    lastOutput: "On its way.",
    cost: { total: 0.25, currency: "USD", source: "spans", pricedBy: null },
  });
  serve({ ...server, [LIST]: { sessions: [first], nextCursor: null } });
  show(<SessionListPage />);
  const name = await screen.findByText("s/1");
  const row = name.closest('[role="row"]');
  for (const words of ["Where is my tent?", "On its way.", "ann", "+11", "$0.250", "1 m 01 s"]) {
    expect(row).toHaveTextContent(words);
  }
  expect(name.closest("a")).toHaveAttribute("href", "/sessions/s%2F1");
  expect(screen.getByTitle("1 trace of 2 failed")).toBeInTheDocument();
});

it("sorts on the server, keeps the order in the address, and turns it round", async () => {
  const calls = serve({ ...server, [LIST]: { sessions: [session("a")], nextCursor: null } });
  show(<SessionListPage />);
  await screen.findByText("a");
  await userEvent.click(screen.getByRole("button", { name: "Cost" }));
  expect(location.search).toBe("?order=cost");
  await waitFor(() => expect(calls).toContain(`${LIST}?limit=100&order=cost`));
  await userEvent.click(await screen.findByRole("button", { name: "Cost" }));
  expect(location.search).toBe("?order=cost.asc");
  await waitFor(() =>
    expect(screen.getByRole("columnheader", { name: "Cost" })).toHaveAttribute("aria-sort", "ascending"),
  );
});

it("reads on to the end, and shows a session that moved once", async () => {
  serve({
    ...server,
    [`${LIST}?limit=100&order=last`]: { sessions: [session("a"), session("b")], nextCursor: "next" },
    [`${LIST}?limit=100&order=last&cursor=next`]: {
      sessions: [session("b"), session("c")],
      nextCursor: null,
    },
  });
  show(<SessionListPage />);
  await screen.findByText("c");
  expect(screen.getAllByText("b")).toHaveLength(1);
  expect(screen.getByText("3 sessions in all time. That is all.")).toBeInTheDocument();
});

it("tells an empty project what makes a session", async () => {
  serve({ ...server, [LIST]: { sessions: [], nextCursor: null } });
  show(<SessionListPage />);
  expect(await screen.findByRole("heading", { name: "No sessions yet" })).toBeInTheDocument();
  expect(screen.getByText("gen_ai.conversation.id")).toBeInTheDocument();
});
