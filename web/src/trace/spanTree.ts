import type { Skeleton } from "../api/types";

/**
 * The tree of a trace in columns: one number per span and fact, so that 100,000 spans cost a few hundred
 * kilobytes and a few milliseconds. Nothing here recurses; a chain of 100,000 spans is as good as any.
 */
export interface SpanTree {
  readonly skeleton: Skeleton;
  readonly count: number;
  /** The parent as drawn: -1 for roots, for parents that are not there, and where a cycle was cut. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** Spans in reading order (parents before children, siblings by start). */
  readonly order: Int32Array;
  /** The place of each span in `order`. */
  readonly place: Int32Array;
  /** Number of spans in the subtree, itself included. */
  readonly size: Int32Array;
  readonly childCount: Int32Array;
  /** Failed spans in the subtree, itself included. */
  readonly errors: Int32Array;
  /** Tokens that count towards totals, in the subtree, itself included. */
  readonly tokens: Float64Array;
  /** Last known moment, in nanoseconds after the start of the trace. */
  readonly extent: number;
  /** Whether a span has no end yet. */
  readonly open: boolean;
  readonly indexById: ReadonlyMap<string, number>;
}

export function buildTree(skeleton: Skeleton): SpanTree {
  const { count } = skeleton;
  const parent = cleanParents(skeleton);
  cutCycles(parent);
  const children = groupChildren(parent);
  const order = new Int32Array(count);
  const place = new Int32Array(count);
  const depth = new Int32Array(count);
  const stack: number[] = [];
  let next = 0;

  // Backwards, here and below, because the stack turns the order round.
  for (let node = count - 1; node >= 0; node--) if (parent[node] === -1) stack.push(node);
  while (stack.length > 0) {
    const node = stack.pop()!;
    place[node] = next;
    order[next++] = node;
    const up = parent[node]!;
    depth[node] = up < 0 ? 0 : depth[up]! + 1;
    for (let at = children.start[node + 1]! - 1; at >= children.start[node]!; at--) {
      stack.push(children.list[at]!);
    }
  }

  const size = new Int32Array(count).fill(1);
  const childCount = new Int32Array(count);
  const errors = new Int32Array(count);
  const tokens = new Float64Array(count);
  const failed = skeleton.statuses.indexOf("failed");
  let extent = 0;
  let open = false;
  for (let at = count - 1; at >= 0; at--) {
    const node = order[at]!;
    if (skeleton.status[node] === failed) errors[node]!++;
    if (skeleton.counts[node] === 1) {
      tokens[node]! += (skeleton.inputTokens[node] ?? 0) + (skeleton.outputTokens[node] ?? 0);
    }
    const duration = skeleton.duration[node] ?? null;
    if (duration === null) open = true;
    extent = Math.max(extent, skeleton.start[node]! + (duration ?? 0));
    const up = parent[node]!;
    if (up < 0) continue;
    size[up]! += size[node]!;
    childCount[up]!++;
    errors[up]! += errors[node]!;
    tokens[up]! += tokens[node]!;
  }
  const indexById = new Map<string, number>();
  for (let node = 0; node < count; node++) indexById.set(skeleton.id[node]!, node);
  return {
    skeleton,
    count,
    parent,
    depth,
    order,
    place,
    size,
    childCount,
    errors,
    tokens,
    extent,
    open,
    indexById,
  };
}

/** Parents that point outside or at the span itself are as good as none. */
function cleanParents({ parent, count }: Skeleton): Int32Array {
  const clean = new Int32Array(count).fill(-1);
  for (let node = 0; node < count; node++) {
    const up = parent[node] ?? -1;
    if (Number.isInteger(up) && up >= 0 && up < count && up !== node) clean[node] = up;
  }
  return clean;
}

interface Children {
  /** Children of n are `list[start[n]]` to `list[start[n + 1] - 1]`, in skeleton order (by start). */
  start: Int32Array;
  list: Int32Array;
}

function groupChildren(parent: Int32Array): Children {
  const start = new Int32Array(parent.length + 1);
  for (const up of parent) if (up >= 0) start[up + 1]!++;
  for (let node = 0; node < parent.length; node++) start[node + 1]! += start[node]!;
  const list = new Int32Array(start[parent.length]!);
  const fill = start.slice(0, -1);
  for (let node = 0; node < parent.length; node++) {
    const up = parent[node]!;
    if (up >= 0) list[fill[up]!++] = node;
  }
  return { start, list };
}

/**
 * Cuts every cycle at its earliest span. The server does this too; a page must not hang if one slips
 * through. Each span is walked once: marks of earlier walks end a walk.
 */
function cutCycles(parent: Int32Array): void {
  const walkOf = new Int32Array(parent.length);
  for (let first = 0; first < parent.length; first++) {
    let at = first;
    while (at >= 0 && walkOf[at] === 0) {
      walkOf[at] = first + 1;
      at = parent[at]!;
    }
    if (at < 0 || walkOf[at] !== first + 1) continue;
    let earliest = at;
    for (let on = parent[at]!; on !== at; on = parent[on]!) earliest = Math.min(earliest, on);
    parent[earliest] = -1;
  }
}

/** The spans from the root down to the given one. */
export function pathTo(tree: SpanTree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = tree.parent[at]!) path.push(at);
  return path.reverse();
}

/** The rows on screen, in order: collapsed subtrees are skipped; with `keep`, only kept spans are shown. */
export function visibleSpans(
  tree: SpanTree,
  collapsed: ReadonlySet<number>,
  keep: Uint8Array | null,
): Int32Array {
  const rows = new Int32Array(tree.count);
  let filled = 0;
  for (let at = 0; at < tree.count;) {
    const node = tree.order[at]!;
    if (keep !== null) {
      if (keep[node] !== 0) rows[filled++] = node;
      at++;
      continue;
    }
    rows[filled++] = node;
    at += collapsed.has(node) ? tree.size[node]! : 1;
  }
  return rows.subarray(0, filled);
}

export interface NameSearch {
  /** 2 for a match, 1 for an ancestor of one, else 0. */
  keep: Uint8Array;
  matches: number;
}

/** Finds spans whose name, model or tool contains the words; ancestors are kept for orientation. */
export function searchNames(tree: SpanTree, words: string): NameSearch | null {
  const needle = words.trim().toLowerCase();
  if (needle === "") return null;
  const { strings, name, model, tool } = tree.skeleton;
  // Names repeat: each string is looked at once.
  const hit = strings.map((text) => text.toLowerCase().includes(needle));
  const nodes: number[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (hit[name[node]!] || hit[model[node]!] || hit[tool[node]!]) nodes.push(node);
  }
  return keepMatches(tree, nodes);
}

/** Matches, and the way to each. */
export function keepMatches(tree: SpanTree, nodes: Iterable<number>): NameSearch {
  const keep = new Uint8Array(tree.count);
  let matches = 0;
  for (const node of nodes) {
    if (keep[node] === 2) continue;
    keep[node] = 2;
    matches++;
    for (let up = tree.parent[node]!; up >= 0 && keep[up] === 0; up = tree.parent[up]!) keep[up] = 1;
  }
  return { keep, matches };
}

/** Every span that has children, for "collapse all". */
export function allParents(tree: SpanTree): Set<number> {
  const parents = new Set<number>();
  for (let node = 0; node < tree.count; node++) if (tree.childCount[node]! > 0) parents.add(node);
  return parents;
}
