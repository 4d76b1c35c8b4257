import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { Scores } from "../score/scores";
import { formatCount, plural } from "../lib/format";
import { Icon } from "../ui/Icon";
import { TreeGrid } from "./TreeGrid";
import { allParents, searchNames, visibleSpans, type SpanTree } from "./spanTree";
import { useTreeKeys } from "./useTreeKeys";
import type { SelectHow } from "./useSelection";
import { useCollapsed } from "./useCollapsed";
import { useTimeWindow } from "./useTimeWindow";

interface Props {
  tree: SpanTree;
  scores: Scores["bySpan"];
  traceName: string;
  /** The selected span's index; -1 is the trace itself. */
  selected: number;
  onSelect: (node: number, how: SelectHow) => void;
}

export function TreePane({ tree, scores, traceName, selected, onSelect }: Props) {
  const [words, setWords] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const slowWords = useDeferredValue(words);
  const { collapsed, setOpen, setCollapsed } = useCollapsed(tree, selected);
  const search = useMemo(() => searchNames(tree, slowWords), [tree, slowWords]);
  const rows = useMemo(() => visibleSpans(tree, collapsed, search?.keep ?? null), [tree, collapsed, search]);
  const rowOf = useMemo(() => {
    const places = new Int32Array(tree.count).fill(-1);
    rows.forEach((node, row) => (places[node] = row));
    return places;
  }, [tree, rows]);

  const { window, zoomed, toggle: toggleZoom } = useTimeWindow(tree, selected);

  useTreeKeys({
    tree,
    rows,
    rowOf,
    selected,
    isOpen: (node) => search !== null || !collapsed.has(node),
    onSelect: (node) => onSelect(node, "step"),
    onOpen: setOpen,
    onZoom: toggleZoom,
    onSearch: () => field.current?.focus(),
  });

  return (
    <section className="tree-pane" aria-label="Spans of this trace">
      <div className="tree-tools">
        <label className="search-box">
          <Icon name="search" size={14} />
          <span className="visually-hidden">Filter spans by name, model or tool</span>
          <input
            ref={field}
            type="search"
            value={words}
            placeholder="Filter by name, model or tool"
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setWords("");
              event.currentTarget.blur();
            }}
          />
        </label>
        <span className="muted number tree-count" role="status">
          {search === null
            ? plural(tree.count, "span")
            : `${formatCount(search.matches)} of ${formatCount(tree.count)}`}
        </span>
        <button
          type="button"
          className="icon-button zoom-button"
          aria-pressed={zoomed}
          disabled={selected < 0 && !zoomed}
          title={zoomed ? "Show the time of the whole trace (z)" : "Zoom the time to the selected span (z)"}
          aria-label={zoomed ? "Show the time of the whole trace" : "Zoom the time to the selected span"}
          onClick={toggleZoom}
        >
          <Icon name="zoom" size={14} />
        </button>
        <button
          type="button"
          className="icon-button"
          title="Collapse all"
          aria-label="Collapse all"
          onClick={() => setCollapsed(allParents(tree))}
        >
          <Icon name="fold" size={14} />
        </button>
        <button
          type="button"
          className="icon-button"
          title="Expand all"
          aria-label="Expand all"
          onClick={() => setCollapsed(new Set())}
        >
          <Icon name="unfold" size={14} />
        </button>
      </div>
      <TreeGrid
        tree={tree}
        scores={scores}
        traceName={traceName}
        rows={rows}
        rowOf={rowOf}
        keep={search?.keep ?? null}
        window={window}
        collapsed={collapsed}
        selected={selected}
        onSelect={(node) => onSelect(node, "jump")}
        onOpen={setOpen}
      />
      {search?.matches === 0 && (
        <p className="tree-none">
          No span has “{slowWords.trim()}” in its name, model or tool.{" "}
          <button type="button" className="text-button" onClick={() => setWords("")}>
            Show all spans
          </button>
        </p>
      )}
    </section>
  );
}
