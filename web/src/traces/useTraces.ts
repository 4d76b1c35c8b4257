import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { dedupeById, listKey, useTraceList, type ListAsked } from "../api/queries";
import { withNews } from "../live/liveList";
import { useLiveList } from "../live/useLiveList";
import type { ShownList } from "../views/shownList";
import { isStretch, rangeFrom, rangeStart, stretchWords } from "./timeRange";

interface Options {
  enabled: boolean;
  isLive: boolean;
}

/** The traces of a list, read page by page and followed. */
export function useTraces(shown: ShownList, { enabled, isLive }: Options) {
  const client = useQueryClient();
  const { q, order, from: first, to: last } = shown;
  const range = useMemo(() => rangeFrom(shown.range), [shown.range]);
  const stretched = isStretch(shown);
  const place = stretched ? `${first}..${last}` : range.value;
  const from = useCallback(
    () => (stretched ? first || undefined : rangeStart(range, Date.now())),
    [stretched, first, range],
  );
  const asked = useMemo(
    (): ListAsked => ({ q, range: place, from, to: last || undefined, order }),
    [q, place, from, last, order],
  );
  const list = useTraceList(asked, enabled);
  const pages = list.data?.pages;
  const listed = useMemo(() => dedupeById(pages ?? []), [pages]);
  // What happens now is not in a stretch that is over.
  const { news, connection, forget } = useLiveList(q, from, isLive && list.isSuccess && last === "");
  const { traces, fresh } = useMemo(
    () => withNews(listed, news, !list.hasNextPage || order !== ""),
    [listed, news, list.hasNextPage, order],
  );

  const refresh = useCallback(() => {
    // From the first page: walking all pages again would be slow and move the rows under the reader.
    void client.resetQueries({ queryKey: listKey(asked) });
    void client.invalidateQueries({ queryKey: ["totals"] });
    forget();
  }, [client, asked, forget]);

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const words = stretched ? stretchWords(shown) : range.words;
  return { asked, list, traces, fresh, news, connection, refresh, more, range, stretched, words };
}
