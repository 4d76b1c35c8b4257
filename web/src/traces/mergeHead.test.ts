import { expect, it } from "vitest";
import { mergeHead } from "../api/queries";
import { summary } from "../test/fixtures";

it("updates rows where they stand and counts what is new", () => {
  const listed = [summary("b", { status: "running" }), summary("a")];
  const head = [summary("c"), summary("b", { status: "completed" })];
  const { traces, fresh } = mergeHead(listed, head);
  expect(traces.map((trace) => [trace.id, trace.status])).toEqual([
    ["b", "completed"],
    ["a", "completed"],
  ]);
  expect(fresh).toBe(1);
});
