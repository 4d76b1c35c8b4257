import { useOverTime } from "../api/totals";
import type { Asked } from "../api/client";
import type { ListAsked } from "../api/queries";
import { stepFor } from "./buckets";

/** What a list is of, without its order: that changes no sum. */
export const askedOf = ({ q, from, to }: ListAsked): Asked => ({ q, from: from(), to });

/** The totals of a list and its histogram, from one answer. */
export function useOverview(list: ListAsked, enabled: boolean) {
  return useOverTime([list.range, list.q], () => askedOf(list), stepFor, enabled);
}
