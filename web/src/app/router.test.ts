import { expect, it } from "vitest";
import { parseRoute } from "./router";

it.each(["/traces/a%2Fb", "/traces/a%2Fb/", "/project/default/traces/a%2Fb", "/trace/a%2Fb"])(
  "opens the trace at %s",
  (path) => {
    expect(parseRoute(path)).toEqual({ page: "trace", traceId: "a/b" });
  },
);

it.each(["/", "/traces", "/traces/"])("lists traces at %s", (path) => {
  expect(parseRoute(path)).toEqual({ page: "traces" });
});

it.each(["/nowhere", "/traces/a/b", "/project/p", "/traces/%E0%A4%A"])("knows nothing at %s", (path) => {
  expect(parseRoute(path)).toEqual({ page: "unknown" });
});
