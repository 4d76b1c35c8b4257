import type { ReactNode } from "react";
import type { TraceSummary } from "../api/types";
import { exactCount, formatCount, formatDuration, formatMoney, plural } from "../lib/format";
import { StatusMark } from "../ui/StatusMark";
import { TimeText } from "../ui/TimeText";
import { Preview } from "./Preview";

export interface Column {
  /** As the language of filters calls it, where it does. */
  key: string;
  text: string;
  /** The class of its cells. */
  cell: string;
  /** Its least width, and its part of what is left; one that cannot grow has no part. */
  width: number;
  part?: number;
  isNumber?: boolean;
  /** Whether the list can be in its order. */
  canOrder?: boolean;
  show: (trace: TraceSummary, gone: boolean) => ReactNode;
  /** What it says when pointed at. */
  title?: (trace: TraceSummary) => string | undefined;
}

const plain = (
  key: string,
  text: string,
  width: number,
  value: (trace: TraceSummary) => string | null,
  more: Partial<Column> = {},
): Column => ({
  key,
  text,
  cell: `cell-${key}`,
  width,
  part: 0.6,
  show: value,
  title: (trace) => value(trace) ?? undefined,
  ...more,
});

const count = (key: string, text: string, value: (trace: TraceSummary) => number | null): Column => ({
  key,
  text,
  cell: `cell-${key}`,
  width: 60,
  isNumber: true,
  canOrder: true,
  show: (trace) => {
    const number = value(trace);
    return number === null ? null : <span title={exactCount(number)}>{formatCount(number)}</span>;
  },
});

export const COLUMNS: readonly Column[] = [
  {
    key: "name",
    text: "Name",
    cell: "cell-name",
    width: 160,
    part: 1.5,
    canOrder: true,
    show: ({ name, id }) =>
      name ?? (
        <>
          <em className="muted">unnamed</em> <code className="muted">{id}</code>
        </>
      ),
    title: (trace) => trace.name ?? undefined,
  },
  {
    key: "start",
    text: "Started",
    cell: "cell-time",
    width: 66,
    isNumber: true,
    canOrder: true,
    show: (trace) => <TimeText nanos={trace.startUnixNano} />,
  },
  {
    key: "status",
    text: "Status",
    cell: "cell-status",
    width: 92,
    canOrder: true,
    show: (trace, gone) =>
      gone ? <span className="muted">gone</span> : <StatusMark status={trace.status} />,
  },
  {
    key: "errors",
    text: "Errors",
    cell: "cell-errors",
    width: 44,
    isNumber: true,
    canOrder: true,
    show: (trace) =>
      trace.errorCount > 0 && (
        <span title={`${plural(trace.errorCount, "span")} of ${exactCount(trace.spanCount)} failed`}>
          {formatCount(trace.errorCount)}
        </span>
      ),
  },
  {
    key: "latency",
    text: "Duration",
    cell: "cell-duration",
    width: 70,
    isNumber: true,
    canOrder: true,
    show: (trace) => <Duration trace={trace} />,
  },
  {
    key: "totalTokens",
    text: "Tokens",
    cell: "cell-tokens",
    width: 56,
    isNumber: true,
    canOrder: true,
    show: (trace) => <Tokens trace={trace} />,
  },
  {
    key: "cost",
    text: "Cost",
    cell: "cell-cost",
    width: 72,
    isNumber: true,
    canOrder: true,
    show: ({ cost }) =>
      cost && <span title={`$${exactCount(cost.total)}`}>{formatMoney(cost.total, cost.currency)}</span>,
  },
  {
    key: "models",
    text: "Model",
    cell: "cell-model",
    width: 110,
    part: 0.9,
    show: ({ models }) => (
      <>
        {models[0]}
        {models.length > 1 && <span className="muted"> +{models.length - 1}</span>}
      </>
    ),
    title: ({ models }) => models.join(", "),
  },
  {
    key: "input",
    text: "Input",
    cell: "cell-input",
    width: 100,
    part: 2,
    show: (trace) => <Preview text={trace.inputPreview} />,
  },
  {
    key: "output",
    text: "Output",
    cell: "cell-output",
    width: 100,
    part: 2,
    show: (trace) => <Preview text={trace.outputPreview} absence={absenceOf(trace)} />,
  },
  plain("user", "User", 100, (trace) => trace.userId, { canOrder: true }),
  plain("session", "Session", 110, (trace) => trace.sessionId, { canOrder: true }),
  plain("environment", "Environment", 90, (trace) => trace.environment, { canOrder: true }),
  plain("tags", "Tags", 110, (trace) => trace.tags.join(", ") || null),
  count("spans", "Spans", (trace) => trace.spanCount),
  count("inputTokens", "Tokens in", (trace) => trace.usage.inputTokens),
  count("outputTokens", "Tokens out", (trace) => trace.usage.outputTokens),
  plain("services", "Services", 110, (trace) => trace.services.join(", ") || null),
  plain("release", "Release", 90, (trace) => trace.release, { canOrder: true }),
  plain("version", "Version", 70, (trace) => trace.version, { canOrder: true }),
  plain("id", "Id", 150, (trace) => trace.id, { canOrder: true }),
];

const USUAL = [
  "name",
  "start",
  "status",
  "errors",
  "latency",
  "totalTokens",
  "cost",
  "models",
  "input",
  "output",
];
/** Where there is room for the first half only. */
const LEFT_OUT = new Set(["cost", "models", "output"]);

/** The columns that were chosen, with commas; those that are usual if none were. Unknown ones are passed over. */
export function columnsOf(chosen: string, tight: boolean): readonly Column[] {
  const find = (key: string) => COLUMNS.find((column) => column.key === key);
  const known = chosen
    .split(",")
    .map(find)
    .filter((column) => column !== undefined);
  if (known.length > 0) return [...new Set(known)];
  return USUAL.filter((key) => !tight || !LEFT_OUT.has(key)).map((key) => find(key)!);
}

const GAP = 16;

/** The tracks of a grid with these columns, and the width below which it scrolls. */
export function tracksOf(columns: readonly Column[]) {
  const grows = columns.some((column) => column.part !== undefined);
  const tracks = columns.map(({ width, part }, at) => {
    const last = !grows && at === columns.length - 1;
    return part === undefined && !last ? `${width}px` : `minmax(${width}px, ${part ?? 1}fr)`;
  });
  const least = columns.reduce((sum, column) => sum + column.width + GAP, GAP);
  return { "--tracks": tracks.join(" "), "--least": `${least}px` };
}

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
