import { Problem } from "../api/problem";
import { Shell } from "../app/Shell";
import { FilterBar } from "../ask/FilterBar";
import { LiveToggle } from "../live/LiveToggle";
import { MOST_NEWS } from "../live/liveList";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { ViewMenu } from "../views/ViewMenu";
import { useShownList } from "../views/useShownList";
import { EmptyTraces } from "./EmptyTraces";
import { ListBody, useListLayout } from "./ListBody";
import { NothingFits } from "./NothingFits";
import { StretchChip } from "./StretchChip";
import { TraceTable, TraceTableWaiting } from "./TraceTable";
import { RANGES } from "./timeRange";
import { useTraces } from "./useTraces";

const NO_VIEW = new Problem("view_not_found", null, "Nobody keeps a view under this address any more.");

export function TraceListPage() {
  useTitle("Traces");
  const shown = useShownList();
  const { q, order, change } = shown;
  const found = useTraces(shown, { enabled: shown.isKnown && !shown.isMissing, isLive: shown.isLive });
  const { list, traces, fresh, connection, refresh, range, stretched, words } = found;
  const { columns, facets, narrow, toggleFacets } = useListLayout(shown.columns);

  const times = (
    <>
      {stretched && <StretchChip words={words} onLeave={() => change({ from: "", to: "" })} />}
      <Segments
        label="Time range"
        options={RANGES}
        value={stretched ? "" : range.value}
        onChange={(value) => change({ range: value, from: "", to: "" })}
      />
    </>
  );
  const controls = (
    <>
      {fresh > 0 && traces.length > 0 && (
        <button type="button" className="button primary" onClick={refresh}>
          {fresh >= MOST_NEWS ? `${MOST_NEWS}+` : fresh} new
        </button>
      )}
      <LiveToggle on={shown.isLive} connection={connection} onChange={shown.setLive} />
      {!narrow && times}
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );

  const mistake = list.error instanceof Problem ? list.error.mistake : null;
  const filter = <FilterBar q={q} mistake={mistake} onApply={(next) => change({ q: next })} />;
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

  const place = `${found.asked.range} ${q} ${order}`;
  const rows = list.isPending ? (
    <TraceTableWaiting columns={columns} order={order} />
  ) : traces.length > 0 ? (
    <TraceTable
      key={place}
      traces={traces}
      gone={found.news.gone}
      columns={columns}
      order={order}
      onOrder={(next) => change({ order: next })}
      place={place}
      onEnd={found.more}
      foot={
        list.isFetchNextPageError ? (
          <ProblemNote error={list.error} onRetry={() => void list.fetchNextPage()} />
        ) : list.hasNextPage ? (
          "Reading more traces"
        ) : (
          endWords(traces.length, words, q)
        )
      }
    />
  ) : list.isError ? (
    <ProblemNote error={list.error} {...(mistake === null ? { onRetry: () => void list.refetch() } : {})} />
  ) : (
    <NothingFits
      q={q}
      words={words}
      isAll={!stretched && range.seconds === null}
      onClear={() => change({ q: "" })}
      onShowAll={() => change({ range: "all", from: "", to: "" })}
    />
  );

  const isEmpty = list.isSuccess && traces.length === 0 && q === "" && !stretched;
  return (
    <Shell title={title} controls={controls}>
      <div className="list-page">
        {narrow && (
          <div className="list-filter">
            {filter}
            {times}
          </div>
        )}
        {shown.isMissing ? (
          <ProblemNote error={shown.error ?? NO_VIEW} />
        ) : isEmpty ? (
          <EmptyTraces
            range={range}
            waiting={fresh}
            isLive={shown.isLive && connection === "open"}
            onShow={refresh}
            onShowAll={() => change({ range: "all" })}
          />
        ) : (
          <ListBody
            asked={found.asked}
            isRead={list.isSuccess}
            isFailed={list.isError}
            columns={columns}
            columnsChanged={shown.columns !== ""}
            facets={facets}
            narrow={narrow}
            onToggleFacets={toggleFacets}
            onColumns={shown.setColumns}
            onApply={(next) => change({ q: next })}
            onStretch={(from, to) => change({ from, to })}
          >
            {rows}
          </ListBody>
        )}
      </div>
    </Shell>
  );
}

function endWords(count: number, range: string, q: string): string {
  const traces = count === 1 ? "One trace" : `${count} traces`;
  return `${traces}${q === "" ? "" : ` that ${count === 1 ? "passes" : "pass"} the filter`} in ${range}. That is all.`;
}
