import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { Scores } from "../score/scores";
import { TimeAxis } from "./TimeAxis";
import { SpanRow } from "./SpanRow";
import { TraceRootRow } from "./TraceRootRow";
import type { SpanTree } from "./spanTree";
import type { TimeWindow } from "./timeScale";
import { threadInRow, threadTo } from "./thread";
import "./treeGrid.css";

const ROW = 28;

interface Props {
  tree: SpanTree;
  scores: Scores["bySpan"];
  traceName: string;
  rows: Int32Array;
  rowOf: Int32Array;
  keep: Uint8Array | null;
  window: TimeWindow;
  collapsed: ReadonlySet<number>;
  selected: number;
  onSelect: (node: number) => void;
  onOpen: (node: number, open: boolean) => void;
}

/** Tree and time bars in one grid. Only the rows on screen exist. */
export function TreeGrid(props: Props) {
  const { tree, rows, rowOf, keep, window, collapsed, selected, onSelect, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: ROW,
  });
  const { scrollToIndex } = virtual;
  const selectedRow = selected < 0 ? 0 : rowOf[selected]! + 1;
  useEffect(() => {
    if (selectedRow > 0) scrollToIndex(selectedRow, { align: "auto" });
  }, [selectedRow, scrollToIndex]);
  const thread = useMemo(() => threadTo(tree, selected, rowOf), [tree, selected, rowOf]);

  return (
    <div
      ref={scroller}
      className="tree-grid"
      role="treegrid"
      aria-label="Spans"
      aria-rowcount={rows.length + 2}
      aria-activedescendant={selectedRow >= 0 ? `span-row-${selectedRow}` : undefined}
      tabIndex={0}
    >
      <div className="tree-head" role="rowgroup">
        <div className="span-row" role="row">
          <span role="columnheader">Span</span>
          <span role="columnheader" className="cell-right">
            Tokens
          </span>
          <span role="columnheader" className="cell-right">
            Duration
          </span>
          <TimeAxis window={window} />
        </div>
      </div>
      <div role="rowgroup" className="tree-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const inRow = threadInRow(thread, item.index);
          if (item.index === 0) {
            return (
              <TraceRootRow
                key="trace"
                tree={tree}
                name={props.traceName}
                window={window}
                selected={selected < 0}
                thread={inRow}
                onSelect={onSelect}
              />
            );
          }
          const node = rows[item.index - 1]!;
          return (
            <SpanRow
              key={node}
              tree={tree}
              node={node}
              scores={props.scores.get(tree.skeleton.id[node]!)}
              window={window}
              row={item.index}
              top={item.start}
              open={keep !== null || !collapsed.has(node)}
              found={keep === null ? null : keep[node] === 2}
              selected={node === selected}
              from={inRow?.from ?? null}
              down={inRow?.down ?? null}
              past={inRow?.past ?? null}
              next={inRow?.next ?? -1}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
