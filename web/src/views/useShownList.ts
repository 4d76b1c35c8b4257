import { useCallback } from "react";
import { useSearch } from "../app/router";
import type { SavedView } from "../api/types";
import { usePreference } from "../lib/usePreference";
import { isChanged, parameterOf, SHOWN, shownList, type ShownList } from "./shownList";
import { useViews } from "./useViews";

/** The list that the address names, by itself or by a view, and how to change it. */
export function useShownList() {
  const { parameters, patch } = useSearch();
  const views = useViews();
  const id = parameters.get("view");
  const view = id === null ? undefined : views.data?.find((one) => one.id === id);
  const change = useCallback(
    (changes: Partial<ShownList>) =>
      patch(
        Object.fromEntries(
          Object.entries(changes).map(([field, value]) => [
            field,
            parameterOf(field as keyof ShownList, value, view),
          ]),
        ),
      ),
    [patch, view],
  );
  const open = useCallback(
    (next: SavedView | null) =>
      patch({ ...Object.fromEntries(SHOWN.map((field) => [field, null])), view: next?.id ?? null }),
    [patch],
  );
  const [usual, setUsual] = usePreference("columns");
  const list = shownList(parameters, view);
  // Columns are this reader's own, unless a view is looked at that has some.
  const setColumns = useCallback(
    (columns: string) => (view === undefined ? setUsual(columns || null) : change({ columns })),
    [view, setUsual, change],
  );
  return {
    ...list,
    columns: list.columns || (usual ?? ""),
    setColumns,
    view,
    views: views.data ?? [],
    /** What is shown is not known before its view is. */
    isKnown: id === null || !views.isPending,
    isMissing: id !== null && view === undefined && !views.isPending,
    error: id === null ? null : views.error,
    /** Whether the view has changed; the columns that this reader usually sees are no change. */
    isChanged: view !== undefined && isChanged(list, view),
    isLive: parameters.get("live") !== "0",
    setLive: useCallback((on: boolean) => patch({ live: on ? null : "0" }, { replace: true }), [patch]),
    change,
    open,
  };
}
