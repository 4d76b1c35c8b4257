import { expect, it } from "vitest";
import { listHref, parseRoute, sessionHref, userHref } from "./router";

it.each(["/traces/a%2Fb", "/traces/a%2Fb/", "/project/default/traces/a%2Fb", "/trace/a%2Fb"])(
  "opens the trace at %s",
  (path) => {
    expect(parseRoute(path)).toEqual({ page: "trace", id: "a/b" });
  },
);

it.each(["/", "/traces", "/traces/"])("lists traces at %s", (path) => {
  expect(parseRoute(path)).toEqual({ page: "traces" });
});

it.each(["/nowhere", "/traces/a/b", "/project/p", "/traces/%E0%A4%A", "/sessions/a/b", "/dashboard/a"])(
  "knows nothing at %s",
  (path) => {
    expect(parseRoute(path)).toEqual({ page: "unknown" });
  },
);

it.each(["sessions", "users", "dashboard"] as const)("has a page of %s", (page) => {
  expect(parseRoute(`/${page}`)).toEqual({ page });
  expect(parseRoute(`/${page}/`)).toEqual({ page });
});

it("finds back to the session and the user that a link names", () => {
  expect(parseRoute(sessionHref("a/b c"))).toEqual({ page: "session", id: "a/b c" });
  expect(parseRoute(userHref("ann@example.org"))).toEqual({ page: "user", id: "ann@example.org" });
  expect(sessionHref("s", "t/1")).toBe("/sessions/s?turn=t%2F1");
});

it("makes links to a part of the list", () => {
  expect(listHref({})).toBe("/");
  expect(listHref({ q: "model:gpt-4o", range: "7d" })).toBe("/?q=model%3Agpt-4o&range=7d");
  expect(listHref({ range: "all", from: "1", to: "2" })).toBe("/?from=1&to=2");
});
