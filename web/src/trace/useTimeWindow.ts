import { useMemo, useState } from "react";
import type { SpanTree } from "./spanTree";
import type { TimeWindow } from "./timeScale";

/** A running trace leaves room at the right for what is still to come. */
const ROOM = 1.08;

/**
 * The stretch of time that the bars show: the whole trace, or around one span. In a trace of minutes, a call of
 * milliseconds is a speck; zoomed in, it and its neighbours can be compared.
 */
export function useTimeWindow(tree: SpanTree, selected: number) {
  const [zoomedId, setZoomedId] = useState<string | null>(null);
  const node = zoomedId === null ? undefined : tree.indexById.get(zoomedId);
  const window = useMemo((): TimeWindow => {
    const end = tree.open ? tree.extent * ROOM : tree.extent;
    if (node === undefined) return { start: 0, end };
    const start = tree.skeleton.start[node]!;
    const stop = start + (tree.skeleton.duration[node] ?? end - start);
    const margin = (stop - start) * 0.05;
    return { start: Math.max(0, start - margin), end: Math.min(end, stop + margin) };
  }, [tree, node]);
  const toggle = () => setZoomedId(zoomedId !== null ? null : zoomTarget(tree, selected));
  return { window, zoomed: node !== undefined, toggle };
}

/** A span without children is shown among its siblings: alone it would be one full bar. */
function zoomTarget(tree: SpanTree, selected: number): string | null {
  if (selected < 0) return null;
  const node =
    tree.childCount[selected] === 0 && tree.parent[selected]! >= 0 ? tree.parent[selected]! : selected;
  return tree.skeleton.id[node]!;
}
