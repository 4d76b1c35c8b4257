import type { SavedView, ViewContent } from "../api/types";
import { DEFAULT_RANGE } from "../traces/timeRange";

/** What a list shows: of the view that the address names, where the address itself does not say otherwise. */
export interface ShownList {
  q: string;
  range: string;
  /** In place of the range, RFC 3339; empty for none. */
  from: string;
  to: string;
  /** A field, `-cost` for the greatest first; empty for the newest first. */
  order: string;
  /** With commas; empty for the usual ones. */
  columns: string;
}

export const SHOWN = ["q", "range", "from", "to", "order", "columns"] as const satisfies (keyof ShownList)[];

export function shownList(parameters: URLSearchParams, view: SavedView | undefined): ShownList {
  const kept: ShownList = {
    q: view?.q ?? "",
    range: view?.range ?? DEFAULT_RANGE,
    from: view?.from ?? "",
    to: view?.to ?? "",
    order: view?.order ?? "",
    columns: view?.columns?.join(",") ?? "",
  };
  for (const field of SHOWN) kept[field] = parameters.get(field) ?? kept[field];
  return kept;
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
  return SHOWN.some((field) => kept[field] !== list[field]);
}

/** A list as a view; what this page does not show of the view it came from stays as it was. */
export function contentOf(list: ShownList, name: string, view: SavedView | undefined): ViewContent {
  const isStretch = list.from !== "" || list.to !== "";
  return {
    name,
    subject: view?.subject ?? "trace",
    q: list.q,
    columns: list.columns === "" ? null : list.columns.split(","),
    order: list.order || null,
    range: isStretch || list.range === DEFAULT_RANGE ? null : list.range,
    from: list.from || null,
    to: list.to || null,
    note: view?.note ?? null,
  };
}

export function renamed(view: SavedView, name: string): ViewContent {
  const { subject, q, columns, order, range, from, to, note } = view;
  return { name, subject, q, columns, order, range, from, to, note };
}
