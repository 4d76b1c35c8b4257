import { useCallback, useMemo } from "react";
import { useSearch } from "../app/router";
import { DEFAULT_RANGE, rangeFrom, rangeStart } from "../traces/timeRange";

const DEFAULT_ORDER = "last";

/** The list that the address names: its time range and its order. */
export function useGroupList() {
  const { parameters, patch } = useSearch();
  const range = useMemo(() => rangeFrom(parameters.get("range")), [parameters]);
  const order = parameters.get("order") ?? DEFAULT_ORDER;
  const from = useCallback(() => rangeStart(range, Date.now()), [range]);
  return {
    range,
    order,
    from,
    setRange: useCallback(
      (value: string) => patch({ range: value === DEFAULT_RANGE ? null : value }),
      [patch],
    ),
    setOrder: useCallback(
      (value: string) => patch({ order: value === DEFAULT_ORDER ? null : value }),
      [patch],
    ),
  };
}
