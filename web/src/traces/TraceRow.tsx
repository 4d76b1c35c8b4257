import { memo } from "react";
import type { TraceSummary } from "../api/types";
import { Link, traceHref } from "../app/router";
import type { Column } from "./columns";

interface Props {
  trace: TraceSummary;
  columns: readonly Column[];
  index: number;
  top: number;
  active: boolean;
  gone: boolean;
  onPoint: (index: number) => void;
}

export const TraceRow = memo(function TraceRow(props: Props) {
  const { trace, columns, index, top, active, gone, onPoint } = props;
  return (
    <Link
      id={`trace-row-${index}`}
      className="trace-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      tabIndex={-1}
      href={traceHref(trace.id)}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={() => onPoint(index)}
      data-status={trace.status}
      data-gone={gone || undefined}
      title={gone ? "Deleted since, or it fits the filter no longer" : undefined}
    >
      {columns.map((column) => (
        <span
          key={column.key}
          className={column.isNumber ? `${column.cell} number` : column.cell}
          role="gridcell"
          title={column.title?.(trace)}
        >
          {column.show(trace, gone)}
        </span>
      ))}
    </Link>
  );
});
