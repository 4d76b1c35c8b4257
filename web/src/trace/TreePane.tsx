import { useMemo, useRef } from "react";
import { QueryField } from "../ask/QueryField";
import { FindLine } from "../find/FindLine";
import { hitFrom } from "../find/hitFrom";
import { useFind } from "../find/useFind";
import type { Scores } from "../score/scores";
import { formatCount, plural } from "../lib/format";
import { Icon } from "../ui/Icon";
import { TreeGrid } from "./TreeGrid";
import { allParents, visibleSpans, type SpanTree } from "./spanTree";
import { useTreeKeys } from "./useTreeKeys";
import type { SelectHow } from "./useSelection";
import { useCollapsed } from "./useCollapsed";
import { useTimeWindow } from "./useTimeWindow";

interface Props {
  traceId: string;
  tree: SpanTree;
  scores: Scores["bySpan"];
  traceName: string;
  /** The selected span's index; -1 is the trace itself. */
  selected: number;
  onSelect: (node: number, how: SelectHow) => void;
}

export function TreePane({ traceId, tree, scores, traceName, selected, onSelect }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const find = useFind(traceId, tree);
  const { words, setWords, search } = find;
  const { collapsed, setOpen, setCollapsed } = useCollapsed(tree, selected);
  const rows = useMemo(() => visibleSpans(tree, collapsed, search?.keep ?? null), [tree, collapsed, search]);
  const rowOf = useMemo(() => {
    const places = new Int32Array(tree.count).fill(-1);
    rows.forEach((node, row) => (places[node] = row));
    return places;
  }, [tree, rows]);

  const hits = useMemo(
    () => (search === null ? [] : [...rows].filter((node) => search.keep[node] === 2)),
    [search, rows],
  );
  const goTo = (step: 1 | -1) => {
    const next = hitFrom(hits, rowOf, selected, step);
    if (next !== null) onSelect(next, "step");
  };

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
    onHit: goTo,
  });

  return (
    <section
      className="tree-pane"
      aria-label="Spans of this trace"
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        field.current?.focus();
        field.current?.select();
      }}
    >
      <div className="tree-tools">
        <div className="search-box">
          <Icon name="search" size={14} />
          <QueryField
            field={field}
            subject="span"
            value={words}
            label="Find in this trace"
            placeholder="Find: words, type:tool, status:failed"
            mistake={find.mistake}
            onChange={setWords}
            onSubmit={() => goTo(1)}
            onEscape={() => {
              setWords("");
              field.current?.blur();
            }}
          />
        </div>
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
      {search !== null && (
        <FindLine
          find={find}
          hits={hits}
          selectedId={selected < 0 ? null : tree.skeleton.id[selected]!}
          place={selected < 0 ? -1 : hits.indexOf(selected)}
          onGo={goTo}
        />
      )}
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
          No span {find.isPlain ? "says" : "passes"} “{words.trim()}”.{" "}
          <button type="button" className="text-button" onClick={() => setWords("")}>
            Show all spans
          </button>
        </p>
      )}
    </section>
  );
}
