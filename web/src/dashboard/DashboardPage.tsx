import { useState } from "react";
import { useFirstStart, useTotals, type Window } from "../api/dashboard";
import { Shell } from "../app/Shell";
import { Link, useSearch } from "../app/router";
import { bucketFor } from "../chart/buckets";
import { EmptyGroups } from "../groups/EmptyGroups";
import { millisToNanos } from "../lib/time";
import { DEFAULT_RANGE, RANGES, rangeFrom, rangeStart, type Range } from "../traces/timeRange";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { Waiting } from "../ui/Waiting";
import { Charts, SPANS, TRACES } from "./Charts";
import { TOP_LISTS } from "./topLists";
import { TopList } from "./TopList";
import "./dashboard.css";

/** What happened in the project over time, and by what: each number leads to its traces. */
export function DashboardPage() {
  useTitle("Dashboard");
  const { parameters, patch } = useSearch();
  const range = rangeFrom(parameters.get("range"));
  const [now, setNow] = useState(Date.now);
  const { window, isEmpty, error } = useWindow(range, now);
  const bucket = window === null ? {} : { bucket: bucketFor(window).bucket };
  const traces = useTotals({ ...TRACES, ...bucket }, window);
  const spans = useTotals({ ...SPANS, ...bucket }, window);
  const setRange = (value: string) => {
    setNow(Date.now());
    patch({ range: value === DEFAULT_RANGE ? null : value });
  };
  const refresh = () => setNow(Date.now());
  const problem = error ?? traces.error ?? spans.error;
  const controls = (
    <>
      <Segments label="Time range" options={RANGES} value={range.value} onChange={setRange} />
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );
  return (
    <Shell title={<h1>Dashboard</h1>} controls={controls}>
      {problem !== null ? (
        <ProblemNote error={problem} onRetry={refresh} />
      ) : isEmpty || traces.data?.all.values[0] === 0 ? (
        <EmptyGroups one="trace" range={range} onShowAll={() => setRange("all")}>
          <p>
            How many traces there were, how many failed, how long they took, and their tokens and cost would
            be drawn here over time, with the models, names, tools and users behind them.{" "}
            <Link href="/">The list of traces</Link> says how to send the first one.
          </p>
        </EmptyGroups>
      ) : window !== null && traces.data && spans.data ? (
        <div className="dashboard">
          <Charts traces={traces.data} spans={spans.data} window={window} />
          <div className="top-lists">
            {TOP_LISTS.map((list) => (
              <TopList key={list.param} list={list} window={window} range={range.value} />
            ))}
          </div>
        </div>
      ) : (
        <Waiting label="Reading totals" />
      )}
    </Shell>
  );
}

/** From when to when the charts go. All time begins with the first trace. */
function useWindow(range: Range, now: number) {
  const isAll = range.seconds === null;
  const first = useFirstStart(isAll);
  const from = isAll ? first.data : rangeStart(range, now);
  const window: Window | null = from == null ? null : { from, to: millisToNanos(now) };
  return { window, isEmpty: isAll && first.data === null, error: isAll ? first.error : null };
}
