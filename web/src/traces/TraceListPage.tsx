import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Shell } from "../app/Shell";
import { Problem } from "../api/problem";
import { dedupeById, listKey, useTraceList } from "../api/queries";
import { FilterBar } from "../ask/FilterBar";
import { LiveToggle } from "../live/LiveToggle";
import { MOST_NEWS, withNews } from "../live/liveList";
import { useLiveList } from "../live/useLiveList";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { useNarrow } from "../ui/useMedia";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { ViewMenu } from "../views/ViewMenu";
import { useShownList } from "../views/useShownList";
import { NothingFits } from "./NothingFits";
import { EmptyTraces } from "./EmptyTraces";
import { TraceTable, TraceTableWaiting } from "./TraceTable";
import { StretchChip } from "./StretchChip";
import { isStretch, RANGES, rangeFrom, rangeStart, stretchWords } from "./timeRange";
import "./listPage.css";

const NO_VIEW = new Problem("view_not_found", null, "Nobody keeps a view under this address any more.");

export function TraceListPage() {
  useTitle("Traces");
  const client = useQueryClient();
  const shown = useShownList();
  const { q, order, from: first, to: last } = shown;
  const range = useMemo(() => rangeFrom(shown.range), [shown.range]);
  const stretched = isStretch(shown);
  const place = stretched ? `${first}..${last}` : range.value;
  const words = stretched ? stretchWords(shown) : range.words;
  const from = useCallback(
    () => (stretched ? first || undefined : rangeStart(range, Date.now())),
    [stretched, first, range],
  );
  const asked = useMemo(
    () => ({ q, range: place, from, to: last || undefined, order }),
    [q, place, from, last, order],
  );
  const isReadable = shown.isKnown && !shown.isMissing;
  const list = useTraceList(asked, isReadable);
  const pages = list.data?.pages;
  const listed = useMemo(() => dedupeById(pages ?? []), [pages]);
  const { news, connection, forget } = useLiveList(q, from, shown.isLive && list.isSuccess && last === "");
  const { traces, fresh } = useMemo(
    () => withNews(listed, news, !list.hasNextPage || order !== ""),
    [listed, news, list.hasNextPage, order],
  );

  const refresh = useCallback(() => {
    // From the first page: walking all pages again would be slow and move the rows under the reader.
    void client.resetQueries({ queryKey: listKey(asked) });
    forget();
  }, [client, asked, forget]);

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
      {stretched && <StretchChip words={words} onLeave={() => shown.change({ from: "", to: "" })} />}
      <Segments
        label="Time range"
        options={RANGES}
        value={stretched ? "" : range.value}
        onChange={(value) => shown.change({ range: value, from: "", to: "" })}
      />
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );

  const narrow = useNarrow();
  const mistake = list.error instanceof Problem ? list.error.mistake : null;
  const filter = <FilterBar q={q} mistake={mistake} onApply={(next) => shown.change({ q: next })} />;
  const title = (
    <>
      <h1>Traces</h1>
      <ViewMenu
        views={shown.views}
        current={shown.view}
        list={shown}
        changed={shown.isChanged}
        onOpen={shown.open}
      />
      {!narrow && filter}
    </>
  );

  return (
    <Shell title={title} controls={controls}>
      <div className="list-page">
        {narrow && <div className="list-filter">{filter}</div>}
        {shown.isMissing ? (
          <ProblemNote error={shown.error ?? NO_VIEW} />
        ) : list.isPending ? (
          <TraceTableWaiting />
        ) : traces.length > 0 ? (
          <TraceTable
            traces={traces}
            gone={news.gone}
            place={`${place} ${q} ${order}`}
            onEnd={more}
            foot={
              isFetchNextPageError ? (
                <ProblemNote error={list.error} onRetry={() => void fetchNextPage()} />
              ) : hasNextPage ? (
                order === "" ? (
                  "Reading older traces"
                ) : (
                  "Reading on"
                )
              ) : (
                endWords(traces.length, words, q)
              )
            }
          />
        ) : list.isError ? (
          <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
        ) : q !== "" || stretched ? (
          <NothingFits
            q={q}
            words={words}
            onClear={() => shown.change({ q: "" })}
            onShowAll={() => shown.change({ range: "all", from: "", to: "" })}
            isAll={!stretched && range.seconds === null}
          />
        ) : (
          <EmptyTraces
            range={range}
            waiting={fresh}
            isLive={shown.isLive && connection === "open"}
            onShow={refresh}
            onShowAll={() => shown.change({ range: "all" })}
          />
        )}
      </div>
    </Shell>
  );
}

function endWords(count: number, range: string, q: string): string {
  const traces = count === 1 ? "One trace" : `${count} traces`;
  return `${traces}${q === "" ? "" : " that pass the filter"} in ${range}. That is all.`;
}
