import { useCallback, useMemo, useState } from "react";
import { pathTo, type SpanTree } from "./spanTree";

/**
 * Which spans are folded. Kept by span id, so that a running trace can grow without folds jumping about.
 * Selecting a span opens the way to it, once: folding an ancestor afterwards is the reader's choice.
 */
export function useCollapsed(tree: SpanTree, selected: number) {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const selectedId = selected < 0 ? null : tree.skeleton.id[selected]!;
  const [shown, setShown] = useState<string | null>(null);

  if (shown !== selectedId) {
    setShown(selectedId);
    const folded = pathTo(tree, selected)
      .slice(0, -1)
      .map((node) => tree.skeleton.id[node]!)
      .filter((id) => ids.has(id));
    if (folded.length > 0) setIds(without(ids, folded));
  }

  const collapsed = useMemo(() => {
    const nodes = new Set<number>();
    for (const id of ids) {
      const node = tree.indexById.get(id);
      if (node !== undefined) nodes.add(node);
    }
    return nodes;
  }, [ids, tree]);

  const setOpen = useCallback(
    (node: number, open: boolean) => {
      const id = tree.skeleton.id[node]!;
      setIds((current) => (open ? without(current, [id]) : new Set(current).add(id)));
    },
    [tree],
  );
  const setCollapsed = useCallback(
    (nodes: ReadonlySet<number>) => setIds(new Set([...nodes].map((node) => tree.skeleton.id[node]!))),
    [tree],
  );
  return { collapsed, setOpen, setCollapsed };
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): Set<string> {
  const rest = new Set(ids);
  for (const id of gone) rest.delete(id);
  return rest;
}
