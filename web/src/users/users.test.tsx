import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { session, summary, user } from "../test/fixtures";
import { SERVER, serve, show } from "../test/render";
import { UserListPage } from "./UserListPage";
import { UserPage } from "./UserPage";

const server = { "/api/v1/server": SERVER };

it("lists users with what their traces add up to", async () => {
  const ann = user("ann@example.org", { traceCount: 1200, sessionCount: 3, errorCount: 7 });
  serve({ ...server, "/api/v1/users": { users: [ann], nextCursor: null } });
  show(<UserListPage />);
  const name = await screen.findByText("ann@example.org");
  expect(name.closest("a")).toHaveAttribute("href", "/users/ann%40example.org");
  expect(name.closest('[role="row"]')).toHaveTextContent("1.2 k");
  expect(screen.getByTitle("7 traces of 1,200 failed")).toBeInTheDocument();
});

it("shows one user with sessions and traces, and links to all traces", async () => {
  const calls = serve({
    ...server,
    "/api/v1/users": { users: [user("a b", { sessionCount: 1, traceCount: 30 })], nextCursor: null },
    "/api/v1/sessions": {
      sessions: [session("mine", { users: ["a b"], userCount: 1 }), session("not mine", { users: ["x"] })],
      nextCursor: null,
    },
    "/api/v1/traces": { traces: [summary("t1")], nextCursor: "more" },
  });
  show(<UserPage userId="a b" />);
  expect(await screen.findByText("mine")).toBeInTheDocument();
  expect(screen.queryByText("not mine")).toBeNull();
  expect((await screen.findByText("trace t1")).closest("a")).toHaveAttribute("href", "/traces/t1");
  expect(screen.getByRole("link", { name: "All 30 traces" })).toHaveAttribute("href", "/?q=user%3A%22a+b%22");
  expect(calls).toContain("/api/v1/traces?q=user%3A%22a+b%22&limit=20");
});

it("says that nobody names such a user", async () => {
  serve({ ...server, "/api/v1/users": { users: [user("somebody else")], nextCursor: null } });
  show(<UserPage userId="ann" />);
  expect(await screen.findByRole("alert")).toHaveTextContent("No trace names the user 'ann'.");
});
