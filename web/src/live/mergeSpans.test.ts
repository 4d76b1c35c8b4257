import { expect, it } from "vitest";
import type { LiveSpan } from "../api/types";
import { skeleton } from "../test/fixtures";
import { mergeSpans } from "./mergeSpans";

const START = "1763640000000000000";

const span = (id: string, more: Partial<LiveSpan> = {}): LiveSpan => ({
  id,
  parentId: null,
  missingParentId: null,
  name: `span ${id}`,
  model: null,
  service: null,
  tool: null,
  type: "span",
  status: "completed",
  level: "DEFAULT",
  startUnixNano: "1763640000000000500",
  durationNano: "10",
  inputTokens: null,
  outputTokens: null,
  counts: false,
  cost: null,
  ...more,
});

const before = skeleton(
  [
    { name: "root", parent: -1, duration: null },
    { name: "child", parent: 0 },
    { name: "orphan", parent: -1 },
  ],
  { missingParents: { "2": "late" } },
);

it("changes a span where it is, and puts a new one between the others", () => {
  const after = mergeSpans(
    before,
    [
      span("s0", { name: "root", startUnixNano: START, durationNano: "9000" }),
      span("new", { parentId: "s0", type: "tool" }),
    ],
    START,
    0,
  );
  expect(after.id).toEqual(["s0", "new", "s1", "s2"]);
  expect(after.parent).toEqual([-1, 0, 0, -1]);
  expect(after.duration).toEqual([9000, 10, 1000, 1000]);
  expect(after.name.map((at) => after.strings[at])).toEqual(["root", "span new", "child", "orphan"]);
  expect(after.types[after.type[1]!]).toBe("tool");
  expect(after.missingParents).toEqual({ "3": "late" });
  expect(before.count).toBe(3);
});

it("hangs an orphan under the parent that arrived", () => {
  const after = mergeSpans(
    before,
    [span("late"), span("s2", { parentId: "late", name: "orphan", startUnixNano: "1763640000000002000" })],
    START,
    0,
  );
  expect(after.parent[after.id.indexOf("s2")]).toBe(after.id.indexOf("late"));
  expect(after.missingParents).toEqual({});
});

it("moves everything when the trace turns out to have begun earlier", () => {
  const after = mergeSpans(
    before,
    [span("first", { startUnixNano: "1763639999999999000" })],
    "1763639999999999000",
    1000,
  );
  expect(after.id[0]).toBe("first");
  expect(after.start).toEqual([0, 1000, 2000, 3000]);
});

it("is the same when nothing changed", () => {
  expect(mergeSpans(before, [], START, 0)).toBe(before);
});
