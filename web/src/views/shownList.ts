import type { SavedView, ViewContent } from "../api/types";
import { DEFAULT_RANGE } from "../traces/timeRange";

/** What a list shows: of the view that the address names, where the address itself does not say otherwise. */
export interface ShownList {
  q: string;
  range: string;
}

export function shownList(parameters: URLSearchParams, view: SavedView | undefined): ShownList {
  return {
    q: parameters.get("q") ?? view?.q ?? "",
    range: parameters.get("range") ?? view?.range ?? DEFAULT_RANGE,
  };
}

/** The parameter for a value, or null where the address need not say it. */
export function parameterOf(
  field: keyof ShownList,
  value: string,
  view: SavedView | undefined,
): string | null {
  const unsaid = shownList(new URLSearchParams(), view)[field];
  return value === unsaid ? null : value;
}

export function isChanged(list: ShownList, view: SavedView): boolean {
  const kept = shownList(new URLSearchParams(), view);
  return kept.q !== list.q || kept.range !== list.range;
}

/** A list as a view; what this page does not show of the view it came from stays as it was. */
export function contentOf(list: ShownList, name: string, view: SavedView | undefined): ViewContent {
  return {
    name,
    subject: view?.subject ?? "trace",
    q: list.q,
    columns: view?.columns ?? null,
    order: view?.order ?? null,
    range: list.range === DEFAULT_RANGE ? null : list.range,
    from: null,
    to: null,
    note: view?.note ?? null,
  };
}

export function renamed(view: SavedView, name: string): ViewContent {
  const { subject, q, columns, order, range, from, to, note } = view;
  return { name, subject, q, columns, order, range, from, to, note };
}
