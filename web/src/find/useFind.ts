import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useFittingSpans, useHits, type Hit } from "../api/ask";
import { Problem } from "../api/problem";
import { useSearch } from "../app/router";
import { useSettled } from "../lib/useSettled";
import { keepMatches, searchNames, type SpanTree } from "../trace/spanTree";
import { isPlain, wordsIn } from "./wordsIn";

/** Time without a key before the server is asked. */
const PAUSE = 250;

/**
 * What is looked for in an open trace. Names, models and tools are looked at here and at once; what spans say, and
 * conditions, are for the server, which knows the bodies. The address keeps it.
 */
export function useFind(traceId: string, tree: SpanTree) {
  const { parameters, patch } = useSearch();
  const [words, setWords] = useState(() => parameters.get("find") ?? "");
  const slowWords = useDeferredValue(words);
  const settled = useSettled(words.trim(), PAUSE);
  useEffect(() => patch({ find: settled || null }, { replace: true }), [settled, patch]);

  const plain = useMemo(() => isPlain(slowWords), [slowWords]);
  const fitting = useFittingSpans(traceId, settled);
  const hits = useHits(
    traceId,
    useMemo(() => wordsIn(settled), [settled]),
  );
  const names = useMemo(() => (plain ? searchNames(tree, slowWords) : null), [plain, tree, slowWords]);
  // An answer to other words than those that stand there would mark the wrong spans.
  const ids = settled === words.trim() ? fitting.data : undefined;
  const search = useMemo(() => {
    if (ids === undefined) return names;
    const nodes = ids.map((id) => tree.indexById.get(id)).filter((node) => node !== undefined);
    const named = names === null ? [] : matchesOf(names.keep);
    return keepMatches(tree, [...nodes, ...named]);
  }, [ids, names, tree]);

  const bySpan = useMemo(() => groupHits(hits.data ?? []), [hits.data]);
  const mistake = fitting.error instanceof Problem && settled === words.trim() ? fitting.error.mistake : null;
  return { words, setWords, search, mistake, bySpan, isPlain: plain, isReading: fitting.isFetching };
}

export type Find = ReturnType<typeof useFind>;

function matchesOf(keep: Uint8Array): number[] {
  const nodes: number[] = [];
  keep.forEach((kind, node) => kind === 2 && nodes.push(node));
  return nodes;
}

function groupHits(hits: readonly Hit[]): ReadonlyMap<string | null, Hit[]> {
  const groups = new Map<string | null, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.spanId);
    if (group === undefined) groups.set(hit.spanId, [hit]);
    else group.push(hit);
  }
  return groups;
}
