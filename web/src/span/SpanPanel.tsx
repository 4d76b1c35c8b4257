import { useMemo } from "react";
import { usePrefetchSpans, useSpan } from "../api/queries";
import type { Span } from "../api/types";
import { useSearch } from "../app/router";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { ProblemNote } from "../ui/ProblemNote";
import { TabList } from "../ui/TabList";
import { Waiting } from "../ui/Waiting";
import type { SpanTree } from "../trace/spanTree";
import { AttributesTab } from "./AttributesTab";
import { ContentTab } from "./ContentTab";
import { EventsTab } from "./EventsTab";
import { LinksTab } from "./LinksTab";
import { LogsTab } from "./LogsTab";
import { PathLine } from "./PathLine";
import { SourcesContext } from "./Provenance";
import { RawTab } from "./RawTab";
import { placeOf } from "./sources";
import { SpanHeader } from "./SpanHeader";
import "./spanPanel.css";
import "./spanTabs.css";

interface Props {
  traceId: string;
  traceName: string | null;
  spanId: string;
  /** Indices from the root to the span; empty if the skeleton does not have it yet. */
  path: readonly number[];
  tree: SpanTree;
  onSelect: (spanId: string | null) => void;
}

export function SpanPanel({ traceId, traceName, spanId, path, tree, onSelect }: Props) {
  const span = useSpan(traceId, spanId);
  usePrefetchSpans(traceId, neighbours(tree, path.at(-1) ?? -1));
  return (
    <section className="span-panel" aria-label="Span">
      <PathLine traceName={traceName} path={path} tree={tree} onSelect={onSelect} />
      {span.data ? (
        <LoadedSpan span={span.data} stale={span.isPlaceholderData} />
      ) : span.isError ? (
        <ProblemNote error={span.error} onRetry={() => void span.refetch()} />
      ) : (
        <Waiting label="Reading the span" />
      )}
    </section>
  );
}

function neighbours(tree: SpanTree, node: number): string[] {
  if (node < 0) return [];
  const place = tree.place[node]!;
  return [place + 1, place - 1]
    .filter((at) => at >= 0 && at < tree.count)
    .map((at) => tree.skeleton.id[tree.order[at]!]!);
}

const TABS = ["content", "attributes", "events", "links", "logs", "raw"] as const;
type Tab = (typeof TABS)[number];

function LoadedSpan({ span, stale }: { span: Span; stale: boolean }) {
  const { parameters, patch } = useSearch();
  const tab = TABS.find((name) => name === parameters.get("tab")) ?? "content";
  const find = parameters.get("find") ?? "";
  const setTab = (next: Tab) =>
    patch({ tab: next === "content" ? null : next, find: null }, { replace: true });
  const sources = useMemo(
    () => ({
      provenance: span.provenance,
      canShow: ({ source, dialect }: { source: string; dialect: string }) =>
        placeOf(source, dialect, span) !== null,
      onShow: ({ source, dialect }: { source: string; dialect: string }) => {
        const place = placeOf(source, dialect, span);
        if (place !== null) patch({ tab: place.tab, find: place.find }, { replace: true });
      },
    }),
    [span, patch],
  );
  const tabs = [
    { value: "content", text: "Content", count: null },
    { value: "attributes", text: "Attributes", count: span.attributes.length },
    { value: "events", text: "Events", count: span.events.length },
    { value: "links", text: "Links", count: span.links.length },
    { value: "logs", text: "Logs", count: span.logs.length },
    { value: "raw", text: "Raw", count: null },
  ] as const;
  return (
    <SourcesContext value={sources}>
      <SpanHeader span={span} />
      <TabList label="About this span" tabs={tabs} value={tab} onChange={setTab} panelId="span-tab" />
      {/* A new span starts at its top. */}
      <div
        key={`${span.spanId} ${tab}`}
        id="span-tab"
        className="span-body"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        aria-busy={stale}
        tabIndex={0}
      >
        <ErrorBoundary
          fallback={
            <p className="tab-empty">This part cannot be drawn. The Raw tab shows the record as it came.</p>
          }
        >
          {tab === "content" && <ContentTab span={span} onTab={setTab} />}
          {tab === "attributes" && <AttributesTab span={span} find={find} />}
          {tab === "events" && <EventsTab span={span} />}
          {tab === "links" && <LinksTab span={span} />}
          {tab === "logs" && <LogsTab span={span} />}
          {tab === "raw" && <RawTab span={span} />}
        </ErrorBoundary>
      </div>
    </SourcesContext>
  );
}
