import { describe, expect, it } from "vitest";
import { skeleton } from "../test/fixtures";
import { buildTree, pathTo, searchNames, visibleSpans } from "./spanTree";

const NONE = new Set<number>();

describe("buildTree", () => {
  it("puts children below their parents, siblings by start", () => {
    const tree = buildTree(
      skeleton([
        { name: "root", parent: -1 },
        { name: "a", parent: 0 },
        { name: "b", parent: 0 },
        { name: "a1", parent: 1 },
      ]),
    );
    expect([...tree.order]).toEqual([0, 1, 3, 2]);
    expect([...tree.depth]).toEqual([0, 1, 1, 2]);
    expect([...tree.size]).toEqual([4, 2, 1, 1]);
    expect(pathTo(tree, 3)).toEqual([0, 1, 3]);
  });

  it("takes a parent that starts after its child", () => {
    const tree = buildTree(
      skeleton([
        { name: "child", parent: 1 },
        { name: "parent", parent: -1 },
      ]),
    );
    expect([...tree.order]).toEqual([1, 0]);
  });

  it("makes roots of spans whose parent is outside or themselves", () => {
    const tree = buildTree(
      skeleton([
        { name: "self", parent: 0 },
        { name: "outside", parent: 7 },
        { name: "lost", parent: -1 },
      ]),
    );
    expect([...tree.parent]).toEqual([-1, -1, -1]);
    expect([...tree.order]).toEqual([0, 1, 2]);
  });

  it("cuts cycles at their earliest span and keeps every span once", () => {
    const tree = buildTree(
      skeleton([
        { name: "root", parent: -1 },
        { name: "x", parent: 3 },
        { name: "y", parent: 1 },
        { name: "z", parent: 2 },
        { name: "tail", parent: 3 },
      ]),
    );
    expect(tree.parent[1]).toBe(-1);
    expect([...tree.order]).toEqual([0, 1, 2, 3, 4]);
    expect([...tree.depth]).toEqual([0, 0, 1, 2, 3]);
  });

  it("cuts a cycle at its earliest span also when a tail leads into its middle", () => {
    const tree = buildTree(
      skeleton([
        { name: "tail", parent: 2 },
        { name: "x", parent: 2 },
        { name: "y", parent: 1 },
      ]),
    );
    expect([...tree.parent]).toEqual([2, -1, 1]);
    expect([...tree.order]).toEqual([1, 2, 0]);
  });

  it("stands a chain of 100,000 spans", () => {
    const nodes = Array.from({ length: 100_000 }, (_, at) => ({ name: "n", parent: at - 1 }));
    const tree = buildTree(skeleton(nodes));
    expect(tree.depth[99_999]).toBe(99_999);
    expect(tree.size[0]).toBe(100_000);
    expect(pathTo(tree, 99_999)).toHaveLength(100_000);
  });

  it("sums failures and counted tokens upwards", () => {
    const tree = buildTree(
      skeleton([
        { name: "root", parent: -1 },
        { name: "a", parent: 0, failed: true, tokens: 10 },
        { name: "b", parent: 1, failed: true, tokens: 5 },
      ]),
    );
    expect([...tree.errors]).toEqual([2, 2, 1]);
    expect([...tree.tokens]).toEqual([15, 15, 5]);
  });

  it("knows that a span has not ended", () => {
    const ended = { name: "a", parent: -1, duration: 500 };
    expect(buildTree(skeleton([ended])).open).toBe(false);
    const tree = buildTree(skeleton([ended, { name: "b", parent: 0, start: 2000, duration: null }]));
    expect(tree.open).toBe(true);
    expect(tree.extent).toBe(2000);
  });
});

describe("visibleSpans", () => {
  const tree = buildTree(
    skeleton([
      { name: "root", parent: -1 },
      { name: "Search", parent: 0 },
      { name: "embed", parent: 1 },
      { name: "chat", parent: 0 },
    ]),
  );

  it("skips what is folded", () => {
    expect([...visibleSpans(tree, NONE, null)]).toEqual([0, 1, 2, 3]);
    expect([...visibleSpans(tree, new Set([1]), null)]).toEqual([0, 1, 3]);
    expect([...visibleSpans(tree, new Set([0]), null)]).toEqual([0]);
  });

  it("keeps matches and the way to them, folded or not", () => {
    const search = searchNames(tree, " EMB ")!;
    expect(search.matches).toBe(1);
    expect([...search.keep]).toEqual([1, 1, 2, 0]);
    expect([...visibleSpans(tree, new Set([0, 1]), search.keep)]).toEqual([0, 1, 2]);
  });

  it("does not search for nothing", () => expect(searchNames(tree, "  ")).toBeNull());
});
