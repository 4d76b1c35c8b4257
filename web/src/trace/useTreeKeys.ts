import { useEffect, useRef } from "react";
import { keysAreTaken } from "../traces/useListKeys";
import type { SpanTree } from "./spanTree";

interface Options {
  tree: SpanTree;
  rows: Int32Array;
  rowOf: Int32Array;
  selected: number;
  isOpen: (node: number) => boolean;
  onSelect: (node: number) => void;
  onOpen: (node: number, open: boolean) => void;
  onZoom: () => void;
  onSearch: () => void;
  /** To the next hit, or with -1 to the one before. */
  onHit: (step: 1 | -1) => void;
}

const NAMES: Record<string, string> = {
  j: "down",
  ArrowDown: "down",
  k: "up",
  ArrowUp: "up",
  h: "out",
  ArrowLeft: "out",
  l: "in",
  ArrowRight: "in",
  Enter: "toggle",
  z: "zoom",
  "/": "search",
  n: "next hit",
  N: "hit before",
};

/** j/k and the arrows walk the rows; h/l fold, unfold and go to parent or child; Enter toggles; z zooms the time; / searches, n and N walk the hits. */
export function useTreeKeys(options: Options): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = NAMES[event.key];
      if (action === undefined || keysAreTaken(event)) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      // The panel scrolls with arrows, and controls have keys of their own.
      const arrow = event.key.startsWith("Arrow") || event.key === "Enter";
      if (arrow && target !== document.body && target?.closest("[role=treegrid]") === null) return;
      if (event.key === "Enter" && target?.closest("button, a, summary")) return;
      event.preventDefault();
      act(action, latest.current);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function act(action: string, options: Options): void {
  const { tree, rows, rowOf, selected, isOpen, onSelect, onOpen, onZoom, onSearch, onHit } = options;
  const row = selected < 0 ? -1 : rowOf[selected]!;
  const parent = selected < 0 ? false : tree.childCount[selected]! > 0;
  switch (action) {
    case "down":
      if (row + 1 < rows.length) onSelect(rows[row + 1]!);
      break;
    case "up":
      if (row >= 0) onSelect(row === 0 ? -1 : rows[row - 1]!);
      break;
    case "out":
      if (parent && isOpen(selected)) onOpen(selected, false);
      else if (selected >= 0) onSelect(tree.parent[selected]!);
      break;
    case "in":
      if (selected < 0 || (parent && isOpen(selected))) {
        if (row + 1 < rows.length) onSelect(rows[row + 1]!);
      } else if (parent) onOpen(selected, true);
      break;
    case "toggle":
      if (parent) onOpen(selected, !isOpen(selected));
      break;
    case "zoom":
      onZoom();
      break;
    case "next hit":
      onHit(1);
      break;
    case "hit before":
      onHit(-1);
      break;
    case "search":
      onSearch();
      break;
  }
}
