import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Shell } from "../app/Shell";
import { useSearch } from "../app/router";
import { dedupeById, mergeHead, useTraceHead, useTraceList } from "../api/queries";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { EmptyTraces } from "./EmptyTraces";
import { TraceTable, TraceTableWaiting } from "./TraceTable";
import { DEFAULT_RANGE, RANGES, rangeFrom, rangeStart } from "./timeRange";

export function TraceListPage() {
  useTitle("Traces");
  const client = useQueryClient();
  const { parameters, patch } = useSearch();
  const range = rangeFrom(parameters.get("range"));
  const from = useCallback(() => rangeStart(range, Date.now()), [range]);
  const list = useTraceList(range.value, from);
  const pages = list.data?.pages;
  const listed = useMemo(() => dedupeById(pages ?? []), [pages]);
  const head = useTraceHead(range.value, from, list.isSuccess);
  const { traces, fresh } = useMemo(() => mergeHead(listed, head.data?.traces ?? []), [listed, head.data]);

  const refresh = useCallback(() => {
    // From the first page: walking all pages again would be slow and move the rows under the reader.
    void client.resetQueries({ queryKey: ["traces", range.value] });
    void client.invalidateQueries({ queryKey: ["traces-head", range.value] });
  }, [client, range.value]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const controls = (
    <>
      {fresh > 0 && traces.length > 0 && (
        <button type="button" className="button primary" onClick={refresh}>
          {fresh >= 50 ? "50+" : fresh} new
        </button>
      )}
      <Segments
        label="Time range"
        options={RANGES}
        value={range.value}
        onChange={(value) => patch({ range: value === DEFAULT_RANGE ? null : value })}
      />
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );

  return (
    <Shell title={<h1>Traces</h1>} controls={controls}>
      {list.isPending ? (
        <TraceTableWaiting />
      ) : traces.length > 0 ? (
        <TraceTable
          traces={traces}
          place={range.value}
          onEnd={more}
          foot={
            isFetchNextPageError ? (
              <ProblemNote error={list.error} onRetry={() => void fetchNextPage()} />
            ) : hasNextPage ? (
              "Reading older traces"
            ) : (
              endWords(traces.length, range.words)
            )
          }
        />
      ) : list.isError ? (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <EmptyTraces
          range={range}
          waiting={fresh}
          onShow={refresh}
          onShowAll={() => patch({ range: DEFAULT_RANGE === "all" ? null : "all" })}
        />
      )}
    </Shell>
  );
}

function endWords(count: number, range: string): string {
  return `${count === 1 ? "One trace" : `${count} traces`} in ${range}. That is all.`;
}
