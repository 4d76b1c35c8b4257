import { useMemo, useState } from "react";
import { exportPath } from "../api/client";
import { Problem } from "../api/problem";
import { useTrace } from "../api/queries";
import type { Trace } from "../api/types";
import { Shell } from "../app/Shell";
import { useLiveTrace } from "../live/useLiveTrace";
import { goBack } from "../app/router";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { SplitPane } from "../ui/SplitPane";
import { StatusMark } from "../ui/StatusMark";
import { useNarrow } from "../ui/useMedia";
import { useTitle } from "../ui/useTitle";
import { Waiting } from "../ui/Waiting";
import { ScoreChips } from "../score/ScoreChips";
import { placeScores, type Scores } from "../score/scores";
import { SpanPanel } from "../span/SpanPanel";
import { DeleteTrace } from "./DeleteTrace";
import { TraceFacts } from "./TraceFacts";
import { TraceOverview } from "./TraceOverview";
import { TreePane } from "./TreePane";
import { buildTree, pathTo } from "./spanTree";
import { useSelection } from "./useSelection";
import "./tracePage.css";

const DELETED = new Problem("trace_not_found", null, "It was deleted while it was open here.");

export function TracePage({ traceId }: { traceId: string }) {
  const [isRead, setRead] = useState(false);
  const { connection, gone } = useLiveTrace(traceId, isRead);
  const trace = useTrace(traceId, connection === "open");
  if (trace.isSuccess && !isRead) setRead(true);
  const name = trace.data?.name ?? (trace.data ? "Unnamed trace" : "Trace");
  useTitle(name);
  const title = (
    <>
      <h1 className="trace-title" title={name}>
        {name}
      </h1>
      {trace.data && <StatusMark status={trace.data.status} />}
    </>
  );
  const controls = (
    <>
      {/* Spans are what OTLP can carry. */}
      {trace.data?.skeleton.count !== 0 && <Exports traceId={traceId} />}
      {trace.data && <DeleteTrace trace={trace.data} />}
      <button type="button" className="button" onClick={() => goBack("/")}>
        <Icon name="back" size={14} />
        Traces
      </button>
    </>
  );
  return (
    <Shell title={title} controls={controls}>
      {gone ? (
        <ProblemNote error={DELETED} />
      ) : trace.data ? (
        <LoadedTrace trace={trace.data} />
      ) : trace.isError ? (
        <ProblemNote error={trace.error} onRetry={() => void trace.refetch()} />
      ) : (
        <Waiting label="Reading the trace" />
      )}
    </Shell>
  );
}

function Exports({ traceId }: { traceId: string }) {
  return (
    <span className="trace-exports muted">
      Download{" "}
      <a href={exportPath(traceId, "otlp-json")} download={`${traceId}.json`}>
        OTLP JSON
      </a>{" "}
      <a href={exportPath(traceId, "otlp-protobuf")} download={`${traceId}.pb`}>
        protobuf
      </a>
    </span>
  );
}

function LoadedTrace({ trace }: { trace: Trace }) {
  const tree = useMemo(() => buildTree(trace.skeleton), [trace.skeleton]);
  const scores = useMemo(() => placeScores(trace.scores, tree.indexById), [trace.scores, tree]);
  const narrow = useNarrow();
  const selection = useSelection(narrow);
  const { settledId } = selection;
  const node = selection.spanId === null ? -1 : (tree.indexById.get(selection.spanId) ?? -1);
  const settled = settledId === null ? -1 : (tree.indexById.get(settledId) ?? -1);

  // A tree of nothing and an empty axis would only suggest that something is missing.
  if (tree.count === 0) {
    return (
      <div className="trace-page">
        <TraceBand trace={trace} scores={scores} />
        <TraceOverview trace={trace} onSelect={(id) => selection.select(id, "jump")} />
      </div>
    );
  }

  const treePane = (
    <TreePane
      traceId={trace.id}
      tree={tree}
      scores={scores.bySpan}
      traceName={trace.name ?? "Unnamed trace"}
      selected={node}
      onSelect={(next, how) => selection.select(next < 0 ? null : trace.skeleton.id[next]!, how)}
    />
  );
  const panel =
    settledId === null ? (
      <TraceOverview trace={trace} onSelect={(id) => selection.select(id, "jump")} />
    ) : (
      <SpanPanel
        traceId={trace.id}
        traceName={trace.name}
        spanId={settledId}
        path={settled < 0 ? [] : pathTo(tree, settled)}
        tree={tree}
        onSelect={(id) => selection.select(id, "jump")}
      />
    );

  if (narrow) {
    return selection.pane === "span" ? (
      <div className="phone-panel">
        <button type="button" className="phone-back" onClick={selection.closePane}>
          <Icon name="back" size={14} /> All spans
        </button>
        {panel}
      </div>
    ) : (
      <div className="trace-page">
        <TraceBand trace={trace} scores={scores} />
        {treePane}
      </div>
    );
  }
  return (
    <div className="trace-page">
      <TraceBand trace={trace} scores={scores} />
      <SplitPane name="trace" left={treePane} right={panel} label="Width of the span list" />
    </div>
  );
}

function TraceBand({ trace, scores }: { trace: Trace; scores: Scores }) {
  return (
    <div className="trace-band">
      <TraceFacts trace={trace} />
      <ScoreChips scores={scores.ofTrace} label="Scores of this trace" ofTrace />
      {trace.warnings.length > 0 && (
        <details className="trace-warnings">
          <summary>
            <Icon name="warning" size={14} />
            {trace.warnings.length === 1
              ? trace.warnings[0]
              : `${trace.warnings.length} things were unusual about this trace`}
          </summary>
          {trace.warnings.length > 1 && (
            <ul>
              {trace.warnings.map((warning, at) => (
                <li key={at}>{warning}</li>
              ))}
            </ul>
          )}
        </details>
      )}
    </div>
  );
}
