import type { Totals, TotalsQuestion, Value, Window } from "../api/dashboard";
import { listHref } from "../app/router";
import { bucketsOf, windowOf, type Bucket } from "../chart/buckets";
import { TimeChart, type Series } from "../chart/TimeChart";
import { formatCount, formatDuration, formatMoney, formatPart } from "../lib/format";

const PERCENTILES = ["p50", "p95", "p99"] as const;

export const TRACES: TotalsQuestion = {
  subject: "traces",
  measure: ["count", "errors", ...PERCENTILES, "sum(inputTokens)", "sum(outputTokens)", "cost"],
};

export const SPANS: TotalsQuestion = {
  subject: "spans",
  measure: PERCENTILES.map((name) => `${name}(timeToFirstToken)`),
};

const seconds = (value: number) => formatDuration(value * 1e9);
const dollars = (value: number) => formatMoney(value, "USD");
const LINES = [
  { colour: "--chart-1" },
  { colour: "--chart-2", dash: "6 2" },
  { colour: "--chart-3", dash: "2 2" },
] as const;

interface Props {
  traces: Totals;
  spans: Totals;
  window: Window;
}

export function Charts({ traces, spans, window }: Props) {
  const ofTraces = bucketsOf(traces.bucketsUnixNano, window);
  const ofSpans = bucketsOf(spans.bucketsUnixNano, window);
  const to = (q?: string) => (bucket: Bucket) =>
    listHref({ ...windowOf(bucket), ...(q === undefined ? {} : { q }) });
  const count = column(traces, "count");
  const errors = column(traces, "errors");
  return (
    <div className="charts">
      <TimeChart
        title="Traces"
        kind="bars"
        buckets={ofTraces}
        series={[
          { name: "failed", colour: "--fail", ...errors },
          { name: "not failed", colour: "--chart-1", ...both(count, errors, (all, failed) => all - failed) },
        ]}
        format={formatCount}
        hrefOf={to()}
        none="No trace in this time."
      />
      <TimeChart
        title="Failed"
        kind="bars"
        buckets={ofTraces}
        series={[
          {
            name: "of all traces",
            colour: "--fail",
            ...both(errors, count, (failed, all) => (all === 0 ? null : failed / all)),
          },
        ]}
        format={formatPart}
        hrefOf={to("status:failed")}
        none="No trace failed in this time."
      />
      <TimeChart
        title="Duration"
        kind="lines"
        buckets={ofTraces}
        series={percentiles(traces, (name) => name)}
        format={seconds}
        hrefOf={to()}
        none="No trace has ended in this time."
        note={noteOf(traces)}
      />
      <TimeChart
        title="Time to first token"
        kind="lines"
        buckets={ofSpans}
        series={percentiles(spans, (name) => `${name}(timeToFirstToken)`)}
        format={seconds}
        hrefOf={to("has:ttft")}
        none="No model call said when its first token came."
        note={noteOf(spans)}
      />
      <TimeChart
        title="Tokens"
        kind="bars"
        buckets={ofTraces}
        series={[
          { name: "in", colour: "--chart-1", ...column(traces, "sum(inputTokens)") },
          { name: "out", colour: "--chart-2", ...column(traces, "sum(outputTokens)") },
        ]}
        format={formatCount}
        hrefOf={to("has:tokens")}
        none="No tokens were reported in this time."
      />
      <TimeChart
        title="Cost"
        kind="bars"
        buckets={ofTraces}
        series={[{ name: "US dollars", colour: "--chart-1", ...column(traces, "cost") }]}
        format={dollars}
        hrefOf={to("has:cost")}
        none="No price is known for what was called in this time."
      />
    </div>
  );
}

type Column = Pick<Series, "values" | "total">;

/** One measure: over time, and of the whole. */
function column({ measures, all }: Totals, name: string): Column {
  const at = measures.findIndex((measure) => measure.name === name);
  return { values: all.buckets.map((values) => values[at] ?? null), total: all.values[at] ?? null };
}

function both(one: Column, other: Column, join: (one: number, other: number) => Value): Column {
  return {
    values: one.values.map((value, at) => join(value ?? 0, other.values[at] ?? 0)),
    total: join(one.total ?? 0, other.total ?? 0),
  };
}

const percentiles = (totals: Totals, measureOf: (name: string) => string): Series[] =>
  PERCENTILES.map((name, at) => ({ name, ...LINES[at]!, ...column(totals, measureOf(name)) }));

/** Long times are answered from roll-ups. */
const noteOf = ({ exact, error }: Totals) => (exact ? undefined : `to within ${formatPart(error)}`);
