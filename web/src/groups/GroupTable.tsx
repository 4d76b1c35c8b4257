import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Link, navigate } from "../app/router";
import { useListKeys } from "../traces/useListKeys";
import { useNarrow } from "../ui/useMedia";
import { useSlow } from "../ui/Waiting";
import "./groupTable.css";

const ROW = 28;
const PHONE_ROW = 52;
/** More rows are asked for this many before the end. */
const AHEAD = 30;

export interface Column<T> {
  key: string;
  text: string;
  /** By what the API can sort it. */
  order?: string;
  isNumber?: boolean;
  cell: (row: T) => ReactNode;
}

/** Where the reader was, per list: coming back must not lose the place. */
const places = new Map<string, { offset: number; active: number }>();

interface HeadProps<T> {
  /** Whose columns these are; names the widths in the style sheet. */
  kind: string;
  columns: readonly Column<T>[];
  order: string;
  onOrder: (order: string) => void;
}

interface Props<T> extends HeadProps<T> {
  label: string;
  rows: readonly T[];
  hrefOf: (row: T) => string;
  /** The list this is, for remembering the place in it. */
  place: string;
  onEnd: () => void;
  foot: ReactNode;
}

/** Rows of things that traces add up to: dense, virtual, sorted by the server. */
export function GroupTable<T extends { id: string }>(props: Props<T>) {
  const { rows, columns, hrefOf, place, onEnd } = props;
  const [start] = useState(() => places.get(place) ?? { offset: 0, active: -1 });
  const scroller = useRef<HTMLDivElement>(null);
  const height = useNarrow() ? PHONE_ROW : ROW;
  const view = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: start.offset,
  });
  const { measure, scrollToIndex } = view;
  useEffect(() => measure(), [measure, height]);
  const { active, setActive } = useListKeys(rows.length, start.active, {
    onMove: (index) => scrollToIndex(index, { align: "auto" }),
    onOpen: (index) => {
      const row = rows[index];
      if (row) navigate(hrefOf(row));
    },
  });

  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = start.offset;
  }, [start]);
  const remember = useRef(() => {});
  useEffect(() => {
    remember.current = () => places.set(place, { offset: view.scrollOffset ?? 0, active });
  });
  useEffect(() => () => remember.current(), []);

  const items = view.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, onEnd]);

  return (
    <div
      ref={scroller}
      className="group-table"
      data-kind={props.kind}
      role="grid"
      aria-label={props.label}
      aria-rowcount={-1}
      aria-activedescendant={rows[active] ? `group-row-${active}` : undefined}
      tabIndex={0}
    >
      <GroupHead {...props} />
      <div className="group-rows" role="rowgroup" style={{ height: view.getTotalSize() }}>
        {items.map(({ index, start: top }) => {
          const row = rows[index]!;
          return (
            <div
              key={row.id}
              id={`group-row-${index}`}
              className="group-row"
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === active}
              style={{ transform: `translateY(${top}px)` }}
              onMouseDown={() => setActive(index)}
              onClick={(event) => {
                // What says more on hover lies above the link.
                if (!event.defaultPrevented && !event.ctrlKey && !event.metaKey) navigate(hrefOf(row));
              }}
            >
              {columns.map((column, place) => (
                <span key={column.key} role="gridcell" className={classOf(column)}>
                  {place === 0 ? (
                    // It covers the row, so that a press anywhere in it follows the link as links are followed.
                    <Link className="group-link" href={hrefOf(row)} tabIndex={-1}>
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      <div className="group-foot">{props.foot}</div>
    </div>
  );
}

const classOf = <T,>({ key, isNumber }: Column<T>) => `group-${key}${isNumber ? " number" : ""}`;

function GroupHead<T>({ columns, order, onOrder }: HeadProps<T>) {
  const [field, direction = "desc"] = order.split(".");
  return (
    <div className="group-head" role="rowgroup">
      <div className="group-row" role="row">
        {columns.map((column) => {
          const isSorted = column.order !== undefined && column.order === field;
          const sort = isSorted ? (direction === "asc" ? "ascending" : "descending") : undefined;
          return (
            <span key={column.key} role="columnheader" className={classOf(column)} aria-sort={sort}>
              {column.order === undefined ? (
                column.text
              ) : (
                <button
                  type="button"
                  onClick={() => onOrder(isSorted && direction === "desc" ? `${field}.asc` : column.order!)}
                  title={`Sort by ${column.text.toLowerCase()}`}
                >
                  {column.text}
                  {isSorted && <span aria-hidden="true">{direction === "asc" ? " ↑" : " ↓"}</span>}
                </button>
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}

const SKELETON = [62, 41, 74, 52, 67, 48, 80, 56, 43, 69];

export function GroupTableWaiting<T>(props: HeadProps<T> & { label: string }) {
  const slow = useSlow();
  return (
    <div className="group-table" data-kind={props.kind} role="status" aria-label={props.label}>
      <GroupHead {...props} />
      {slow &&
        SKELETON.map((width, at) => (
          <div key={at} className="group-row group-skeleton" aria-hidden="true">
            {props.columns.map((column, place) => (
              <span key={column.key} className={classOf(column)}>
                <i style={{ width: `${40 + ((width * (place + 2)) % 50)}%` }} />
              </span>
            ))}
          </div>
        ))}
    </div>
  );
}
