import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from "react";
import type { TraceSummary } from "../api/types";
import { navigate, traceHref } from "../app/router";
import { useNarrow } from "../ui/useMedia";
import { useSlow } from "../ui/Waiting";
import { tracksOf, type Column } from "./columns";
import { TableHead } from "./TableHead";
import { TraceRow } from "./TraceRow";
import { useListKeys } from "./useListKeys";
import "./traceTable.css";

const ROW = 28;
const PHONE_ROW = 52;
/** Older traces are asked for this many rows before the end. */
const AHEAD = 30;

/** Where the reader was, per range: coming back from a trace must not lose the place. */
const places = new Map<string, { offset: number; active: number }>();

interface Props {
  traces: readonly TraceSummary[];
  /** Those that are deleted or fit no longer; they stay in their place until the list is read again. */
  gone: ReadonlySet<string>;
  columns: readonly Column[];
  order: string;
  onOrder: (order: string) => void;
  /** The list this is, for remembering the place in it. */
  place: string;
  onEnd: () => void;
  foot: ReactNode;
}

export function TraceTable({ traces, gone, columns, order, onOrder, place, onEnd, foot }: Props) {
  const [start] = useState(() => places.get(place) ?? { offset: 0, active: -1 });
  const scroller = useRef<HTMLDivElement>(null);
  const height = useNarrow() ? PHONE_ROW : ROW;
  const rows = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: start.offset,
  });
  const { measure, scrollToIndex } = rows;
  useEffect(() => measure(), [measure, height]);

  const { active, setActive } = useListKeys(traces.length, start.active, {
    onMove: (index) => scrollToIndex(index, { align: "auto" }),
    onOpen: (index) => {
      const trace = traces[index];
      if (trace) navigate(traceHref(trace.id));
    },
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = start.offset;
  }, [start]);
  const remember = useRef(() => {});
  useEffect(() => {
    remember.current = () => places.set(place, { offset: rows.scrollOffset ?? 0, active });
  });
  useEffect(() => () => remember.current(), []);

  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= traces.length - AHEAD) onEnd();
  }, [last, traces.length, onEnd]);

  const activeId = active >= 0 && traces[active] ? `trace-row-${active}` : undefined;
  return (
    <div
      ref={scroller}
      className="trace-table"
      role="grid"
      aria-label={order === "" ? "Traces, newest first" : "Traces"}
      aria-rowcount={-1}
      aria-activedescendant={activeId}
      tabIndex={0}
      style={tracksOf(columns) as CSSProperties}
    >
      <TableHead columns={columns} order={order} onOrder={onOrder} />
      <div className="trace-rows" role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <TraceRow
            key={traces[item.index]!.id}
            trace={traces[item.index]!}
            columns={columns}
            index={item.index}
            top={item.start}
            active={item.index === active}
            gone={gone.has(traces[item.index]!.id)}
            onPoint={setActive}
          />
        ))}
      </div>
      <div className="trace-foot">{foot}</div>
    </div>
  );
}

const SKELETON = [28, 41, 34, 22, 37, 30, 44, 26, 33, 39, 24, 36];

export function TraceTableWaiting({ columns, order }: { columns: readonly Column[]; order: string }) {
  const slow = useSlow();
  return (
    <div
      className="trace-table"
      role="status"
      aria-label="Reading traces"
      style={tracksOf(columns) as CSSProperties}
    >
      <TableHead columns={columns} order={order} />
      {slow &&
        SKELETON.map((width, at) => (
          <div key={at} className="trace-row trace-skeleton" aria-hidden="true">
            {columns.map((column) => (
              <span key={column.key} className={column.cell}>
                <i style={{ width: `${40 + ((width * (at + 3)) % 50)}%` }} />
              </span>
            ))}
          </div>
        ))}
    </div>
  );
}
