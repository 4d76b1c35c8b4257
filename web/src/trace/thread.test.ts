import { expect, it } from "vitest";
import { skeleton } from "../test/fixtures";
import { buildTree, visibleSpans } from "./spanTree";
import { threadInRow, threadTo } from "./thread";

/** root(0) > a(1) > a1(2); root > b(3) > b1(4) */
const tree = buildTree(
  skeleton([
    { name: "root", parent: -1 },
    { name: "a", parent: 0 },
    { name: "a1", parent: 1 },
    { name: "b", parent: 0 },
    { name: "b1", parent: 3 },
  ]),
);

function rowsOf(collapsed: Set<number>): Int32Array {
  const places = new Int32Array(tree.count).fill(-1);
  visibleSpans(tree, collapsed, null).forEach((node, row) => (places[node] = row));
  return places;
}

it("runs from the trace through every ancestor to the selected span, past what lies between", () => {
  const thread = threadTo(tree, 4, rowsOf(new Set()));
  const rows = [0, 1, 2, 3, 4, 5].map((row) => threadInRow(thread, row));
  expect(rows).toEqual([
    { from: null, down: 0, past: null, next: 0 },
    { from: 0, down: 1, past: null, next: 3 },
    { from: null, down: null, past: 1, next: 3 },
    { from: null, down: null, past: 1, next: 3 },
    { from: 1, down: 2, past: null, next: 4 },
    { from: 2, down: null, past: null, next: -1 },
  ]);
});

it("ends at a folded ancestor", () => {
  const thread = threadTo(tree, 4, rowsOf(new Set([3])));
  expect(threadInRow(thread, 4)).toEqual({ from: 1, down: null, past: null, next: -1 });
  expect(threadInRow(thread, 5)).toBeNull();
});

it("is not there when the trace itself is selected", () => {
  expect(threadInRow(threadTo(tree, -1, rowsOf(new Set())), 0)).toBeNull();
});
