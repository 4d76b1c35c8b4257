import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Shell } from "../app/Shell";
import { useSearch } from "../app/router";
import { dedupeById, useTraceList } from "../api/queries";
import { LiveToggle } from "../live/LiveToggle";
import { MOST_NEWS, withNews } from "../live/liveList";
import { useLiveList } from "../live/useLiveList";
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
  const isLive = parameters.get("live") !== "0";
  const { news, connection, forget } = useLiveList(from, isLive && list.isSuccess);
  const { traces, fresh } = useMemo(
    () => withNews(listed, news, !list.hasNextPage),
    [listed, news, list.hasNextPage],
  );

  const refresh = useCallback(() => {
    // From the first page: walking all pages again would be slow and move the rows under the reader.
    void client.resetQueries({ queryKey: ["traces", range.value] });
    forget();
  }, [client, range.value, forget]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const controls = (
    <>
      {fresh > 0 && traces.length > 0 && (
        <button type="button" className="button primary" onClick={refresh}>
          {fresh >= MOST_NEWS ? `${MOST_NEWS}+` : fresh} new
        </button>
      )}
      <LiveToggle
        on={isLive}
        connection={connection}
        onChange={(on) => patch({ live: on ? null : "0" }, { replace: true })}
      />
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
          gone={news.gone}
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
          isLive={isLive && connection === "open"}
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
