import { memo } from "react";
import type { Score } from "../api/types";
import { exactCount, formatCount, formatDuration, plural } from "../lib/format";
import { ScoreMark } from "../score/ScoreMark";
import { Icon } from "../ui/Icon";
import { StatusMark } from "../ui/StatusMark";
import { TypeGlyph } from "../ui/TypeGlyph";
import type { SpanTree } from "./spanTree";
import { columnOf, INDENT, MAX_INDENT } from "./thread";
import { ThreadLines } from "./ThreadLines";
import { TimeThread } from "./TimeThread";
import { barOf, type TimeWindow } from "./timeScale";

interface Props {
  tree: SpanTree;
  node: number;
  scores: readonly Score[] | undefined;
  window: TimeWindow;
  row: number;
  top: number;
  open: boolean;
  /** During a search: whether this row matches, or only leads to a match. */
  found: boolean | null;
  selected: boolean;
  from: number | null;
  down: number | null;
  past: number | null;
  next: number;
  onSelect: (node: number) => void;
  onOpen: (node: number, open: boolean) => void;
}

export const SpanRow = memo(function SpanRow(props: Props) {
  const {
    tree,
    node,
    scores,
    window,
    row,
    top,
    open,
    found,
    selected,
    from,
    down,
    past,
    next,
    onSelect,
    onOpen,
  } = props;
  const { skeleton } = tree;
  const level = tree.depth[node]! + 1;
  const children = tree.childCount[node]!;
  const status = skeleton.statuses[skeleton.status[node]!] ?? "completed";
  const type = skeleton.types[skeleton.type[node]!] ?? "span";
  const duration = skeleton.duration[node] ?? null;
  const onPath = from !== null || down !== null;
  return (
    <div
      id={`span-row-${row}`}
      className="span-row"
      role="row"
      aria-level={level + 1}
      aria-rowindex={row + 2}
      aria-expanded={children > 0 ? open : undefined}
      aria-selected={selected}
      data-type={type}
      data-status={status}
      data-found={found ?? undefined}
      data-path={onPath || undefined}
      data-passed-on={tree.errors[node]! > 1 || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(node)}
    >
      <span role="gridcell" className="span-name-cell" style={{ paddingLeft: columnOf(level) - 8 }}>
        <i className="guides" style={{ width: Math.min(level, MAX_INDENT) * INDENT }} />
        <ThreadLines from={from} down={down} past={past} level={level} leaf={children === 0} />
        <FoldMark count={children} open={open} onToggle={() => onOpen(node, !open)} />
        <i className="type-edge" />
        <TypeGlyph type={type} />
        <span className="span-name">{nameOf(tree, node)}</span>
        <RowNotes tree={tree} node={node} open={open} status={status} />
        {scores !== undefined && <ScoreMark scores={scores} />}
      </span>
      <TokenCell tree={tree} node={node} open={open} />
      <span role="gridcell" className="cell-right number">
        {duration === null ? (
          <span className="muted">open</span>
        ) : (
          <span title={`${exactCount(duration / 1e6)} ms`}>{formatDuration(duration)}</span>
        )}
      </span>
      <span role="gridcell" className="time-cell">
        <TimeBar tree={tree} node={node} window={window} />
        {(onPath || past !== null) && (
          <TimeThread
            tree={tree}
            window={window}
            next={next}
            here={from === null ? -1 : node}
            part={past === null ? "down" : "past"}
          />
        )}
      </span>
    </div>
  );
});

function nameOf(tree: SpanTree, node: number): string {
  return tree.skeleton.strings[tree.skeleton.name[node]!] || "unnamed";
}

function FoldMark({ count, open, onToggle }: { count: number; open: boolean; onToggle: () => void }) {
  if (count === 0) return <i className="fold-mark" />;
  return (
    <button
      type="button"
      className="fold-mark"
      tabIndex={-1}
      aria-label={open ? "Collapse" : "Expand"}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={open ? "down" : "right"} size={12} />
    </button>
  );
}

/** Beside the name: the model or tool, and what is unusual. */
function RowNotes({
  tree,
  node,
  open,
  status,
}: {
  tree: SpanTree;
  node: number;
  open: boolean;
  status: string;
}) {
  const { skeleton } = tree;
  const name = nameOf(tree, node);
  const detail = skeleton.strings[skeleton.model[node]!] ?? skeleton.strings[skeleton.tool[node]!];
  const inside = tree.errors[node]! - (status === "failed" ? 1 : 0);
  const missing = skeleton.missingParents[node];
  return (
    <>
      {detail !== undefined && !name.includes(detail) && <span className="span-detail">{detail}</span>}
      {status !== "completed" && <StatusMark status={status} word={status !== "failed" || inside === 0} />}
      {skeleton.levels[skeleton.level[node]!] === "WARNING" && <span className="row-warning">warning</span>}
      {!open && inside > 0 && <span className="fail">{plural(inside, "failure")} inside</span>}
      {!open && <span className="muted number">{formatCount(tree.size[node]! - 1)} inside</span>}
      {missing !== undefined && (
        <span className="row-missing" title={`Its parent ${missing} has not arrived`}>
          parent not here
        </span>
      )}
      {tree.depth[node]! >= MAX_INDENT && (
        <span className="muted number" title={`Level ${tree.depth[node]! + 1}`}>
          {tree.depth[node]! + 1}
        </span>
      )}
    </>
  );
}

/** Own tokens; on a folded span, the sum of what it holds. */
function TokenCell({ tree, node, open }: { tree: SpanTree; node: number; open: boolean }) {
  const input = tree.skeleton.inputTokens[node] ?? null;
  const output = tree.skeleton.outputTokens[node] ?? null;
  const counts = tree.skeleton.counts[node] === 1;
  const folded = !open && tree.tokens[node]! > 0;
  if (folded) {
    return (
      <span
        role="gridcell"
        className="cell-right number"
        title={`${exactCount(tree.tokens[node]!)} in all spans inside`}
      >
        Σ {formatCount(tree.tokens[node]!)}
      </span>
    );
  }
  if (input === null && output === null) return <span role="gridcell" />;
  const title = `${exactCount(input ?? 0)} in, ${exactCount(output ?? 0)} out${counts ? "" : "; counted in other spans"}`;
  return (
    <span role="gridcell" className={counts ? "cell-right number" : "cell-right number muted"} title={title}>
      {formatCount((input ?? 0) + (output ?? 0))}
    </span>
  );
}

function TimeBar({ tree, node, window }: { tree: SpanTree; node: number; window: TimeWindow }) {
  const duration = tree.skeleton.duration[node] ?? null;
  const bar = barOf(tree.skeleton.start[node]!, duration, window);
  if (bar === null) return null;
  return (
    <i
      className="time-bar"
      data-open={duration === null || undefined}
      style={{ left: `${bar.left * 100}%`, width: `${bar.width * 100}%` }}
    />
  );
}
