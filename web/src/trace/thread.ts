import { pathTo, type SpanTree } from "./spanTree";

/** Deeper levels share the last column: names must stay readable. */
export const MAX_INDENT = 10;
export const INDENT = 14;

/** The middle of the fold mark of a level, in pixels from the left edge of the row. Level 0 is the trace. */
export function columnOf(level: number): number {
  return 15 + Math.min(level, MAX_INDENT) * INDENT;
}

/** The rows of the way from the trace (row 0) to the selected span, as far as they are on screen. */
export interface Thread {
  rows: Int32Array;
  levels: Int32Array;
  nodes: Int32Array;
}

export function threadTo(tree: SpanTree, selected: number, rowOf: Int32Array): Thread {
  const path = selected < 0 ? [] : pathTo(tree, selected).filter((node) => rowOf[node]! >= 0);
  return {
    rows: Int32Array.from([0, ...path.map((node) => rowOf[node]! + 1)]),
    levels: Int32Array.from([0, ...path.map((node) => tree.depth[node]! + 1)]),
    nodes: Int32Array.from([-1, ...path]),
  };
}

/** What the thread does in one row. Columns are levels; null means that it does not. */
export interface ThreadInRow {
  /** It comes down in this column and turns into the row. */
  from: number | null;
  /** It leaves downwards in this column. */
  down: number | null;
  /** It passes by in this column. */
  past: number | null;
  /** The span it is on its way to; -1 if it ends here. In the timeline it falls where that span starts. */
  next: number;
}

export function threadInRow(thread: Thread, row: number): ThreadInRow | null {
  const { rows, levels, nodes } = thread;
  const last = rows.length - 1;
  if (row > rows[last]! || last === 0) return null;
  // The last path row at or above this one.
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle]! <= row) low = middle;
    else high = middle - 1;
  }
  const next = low === last ? -1 : nodes[low + 1]!;
  if (rows[low] !== row) return { from: null, down: null, past: levels[low]!, next };
  return {
    from: low === 0 ? null : levels[low - 1]!,
    down: low === last ? null : levels[low]!,
    past: null,
    next,
  };
}
