import { useQueryClient, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, type ReactNode } from "react";
import { Shell } from "../app/Shell";
import { plural } from "../lib/format";
import { RANGES } from "../traces/timeRange";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useTitle } from "../ui/useTitle";
import { EmptyGroups } from "./EmptyGroups";
import { GroupTable, GroupTableWaiting, type Column } from "./GroupTable";
import type { useGroupList } from "./useGroupList";

interface Props<T> {
  title: string;
  /** `session`; several are `sessions`. */
  one: string;
  columns: readonly Column<T>[];
  list: ReturnType<typeof useGroupList>;
  /** What was read, page by page. */
  found: Pick<
    UseInfiniteQueryResult,
    | "isPending"
    | "isError"
    | "error"
    | "refetch"
    | "hasNextPage"
    | "isFetchingNextPage"
    | "isFetchNextPageError"
    | "fetchNextPage"
  >;
  rows: readonly T[];
  queryKey: string;
  hrefOf: (row: T) => string;
  /** What an empty project is told. */
  empty: ReactNode;
}

/** A list of sessions or users: range and order in the address, pages as the reader scrolls. */
export function GroupListPage<T extends { id: string }>(props: Props<T>) {
  const { title, one, columns, list, found, rows, queryKey } = props;
  useTitle(title);
  const client = useQueryClient();
  const refresh = () => void client.resetQueries({ queryKey: [queryKey] });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const controls = (
    <>
      <Segments label="Time range" options={RANGES} value={list.range.value} onChange={list.setRange} />
      <button type="button" className="button" onClick={refresh} aria-label="Refresh" title="Refresh">
        <Icon name="refresh" size={14} />
      </button>
    </>
  );
  const head = { kind: `${one}s`, columns, order: list.order, onOrder: list.setOrder };
  return (
    <Shell title={<h1>{title}</h1>} controls={controls}>
      {found.isPending ? (
        <GroupTableWaiting {...head} label={`Reading ${one}s`} />
      ) : rows.length > 0 ? (
        <GroupTable
          {...head}
          key={`${list.range.value} ${list.order}`}
          label={title}
          rows={rows}
          hrefOf={props.hrefOf}
          place={`${one} ${list.range.value} ${list.order}`}
          onEnd={more}
          foot={
            isFetchNextPageError ? (
              <ProblemNote error={found.error} onRetry={() => void fetchNextPage()} />
            ) : hasNextPage ? (
              `Reading more ${one}s`
            ) : (
              `${plural(rows.length, one)} in ${list.range.words}. That is all.`
            )
          }
        />
      ) : found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <EmptyGroups one={one} range={list.range} onShowAll={() => list.setRange("all")}>
          {props.empty}
        </EmptyGroups>
      )}
    </Shell>
  );
}
