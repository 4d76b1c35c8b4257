import { memo } from "react";
import type { TraceSummary } from "../api/types";
import { Link, traceHref } from "../app/router";
import { exactCount, formatCount, formatDuration, plural } from "../lib/format";
import { StatusMark } from "../ui/StatusMark";
import { TimeText } from "../ui/TimeText";
import { Preview } from "./Preview";

interface Props {
  trace: TraceSummary;
  index: number;
  top: number;
  active: boolean;
  gone: boolean;
  onPoint: (index: number) => void;
}

export const TraceRow = memo(function TraceRow({ trace, index, top, active, gone, onPoint }: Props) {
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
      <span className="cell-name" role="gridcell" title={trace.name ?? undefined}>
        {trace.name ?? (
          <>
            <em className="muted">unnamed</em> <code className="muted">{trace.id}</code>
          </>
        )}
      </span>
      <span className="cell-time" role="gridcell">
        <TimeText nanos={trace.startUnixNano} />
      </span>
      <span className="cell-status" role="gridcell">
        {gone ? <span className="muted">gone</span> : <StatusMark status={trace.status} />}
      </span>
      <span className="cell-errors number" role="gridcell">
        {trace.errorCount > 0 && (
          <span title={`${plural(trace.errorCount, "span")} of ${exactCount(trace.spanCount)} failed`}>
            {formatCount(trace.errorCount)}
          </span>
        )}
      </span>
      <span className="cell-duration number" role="gridcell">
        <Duration trace={trace} />
      </span>
      <span className="cell-tokens number" role="gridcell">
        <Tokens trace={trace} />
      </span>
      <span className="cell-model" role="gridcell" title={trace.models.join(", ")}>
        {trace.models[0]}
        {trace.models.length > 1 && <span className="muted"> +{trace.models.length - 1}</span>}
      </span>
      <span className="cell-input" role="gridcell">
        <Preview text={trace.inputPreview} />
      </span>
      <span className="cell-output" role="gridcell">
        <Preview text={trace.outputPreview} absence={absenceOf(trace)} />
      </span>
    </Link>
  );
});

/** Why there is no output, where that may still change. */
function absenceOf({ status, spanCount }: TraceSummary): string | null {
  if (status === "running") return "still running";
  return status === "pending" && spanCount === 0 ? "not set yet" : null;
}

function Duration({ trace }: { trace: TraceSummary }) {
  // Without spans nothing was timed.
  if (trace.spanCount === 0) return null;
  if (trace.durationNano === null) return <span className="muted">open</span>;
  return (
    <span title={`${exactCount(Number(trace.durationNano) / 1e6)} ms`}>
      {formatDuration(trace.durationNano)}
    </span>
  );
}

function Tokens({ trace }: { trace: TraceSummary }) {
  const { inputTokens, outputTokens, totalTokens } = trace.usage;
  const total =
    totalTokens ??
    (inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0));
  if (total === null) return null;
  const title = `${exactCount(inputTokens ?? 0)} in, ${exactCount(outputTokens ?? 0)} out`;
  return <span title={title}>{formatCount(total)}</span>;
}
