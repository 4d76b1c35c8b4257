import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Shell } from "../app/Shell";
import { Problem } from "../api/problem";
import { dedupeById, useTraceList } from "../api/queries";
import { LiveToggle } from "../live/LiveToggle";
import { MOST_NEWS, withNews } from "../live/liveList";
import { useLiveList } from "../live/useLiveList";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { ViewMenu } from "../views/ViewMenu";
import { useShownList } from "../views/useShownList";
import { EmptyTraces } from "./EmptyTraces";
import { TraceTable, TraceTableWaiting } from "./TraceTable";
import { RANGES, rangeFrom, rangeStart } from "./timeRange";

const NO_VIEW = new Problem("view_not_found", null, "Nobody keeps a view under this address any more.");

export function TraceListPage() {
  useTitle("Traces");
  const client = useQueryClient();
  const shown = useShownList();
  const range = useMemo(() => rangeFrom(shown.range), [shown.range]);
  const from = useCallback(() => rangeStart(range, Date.now()), [range]);
  const isReadable = shown.isKnown && !shown.isMissing;
  const list = useTraceList(range.value, from, isReadable);
  const pages = list.data?.pages;
  const listed = useMemo(() => dedupeById(pages ?? []), [pages]);
  const { news, connection, forget } = useLiveList(from, shown.isLive && list.isSuccess);
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
      <LiveToggle on={shown.isLive} connection={connection} onChange={shown.setLive} />
      <Segments
        label="Time range"
        options={RANGES}
        value={range.value}
        onChange={(value) => shown.change({ range: value })}
      />
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );

  const title = (
    <>
      <h1>Traces</h1>
      <ViewMenu views={shown.views} current={shown.view} list={shown} onOpen={shown.open} />
    </>
  );

  return (
    <Shell title={title} controls={controls}>
      {shown.isMissing ? (
        <ProblemNote error={shown.error ?? NO_VIEW} />
      ) : list.isPending ? (
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
          isLive={shown.isLive && connection === "open"}
          onShow={refresh}
          onShowAll={() => shown.change({ range: "all" })}
        />
      )}
    </Shell>
  );
}

function endWords(count: number, range: string): string {
  return `${count === 1 ? "One trace" : `${count} traces`} in ${range}. That is all.`;
}
