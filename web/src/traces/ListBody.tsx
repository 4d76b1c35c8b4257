import type { ReactNode } from "react";
import { Facets } from "../overview/Facets";
import { Histogram } from "../overview/Histogram";
import { TotalsLine } from "../overview/TotalsLine";
import { useOverview } from "../overview/useOverview";
import type { ListAsked } from "../api/queries";
import { usePreference } from "../lib/usePreference";
import { Icon } from "../ui/Icon";
import { useMedia, useNarrow } from "../ui/useMedia";
import { columnsOf, type Column } from "./columns";
import { ColumnMenu } from "./ColumnMenu";
import "./listPage.css";

/** The facets of the list, and the columns that there is room for. */
export function useListLayout(chosen: string) {
  const [kept, keep] = usePreference("facets");
  const isWide = useMedia("(min-width: 1400px)");
  const isTight = useMedia("(max-width: 1200px)");
  const narrow = useNarrow();
  const facets = kept === null ? isWide : kept === "open";
  const columns = columnsOf(chosen, isTight || (facets && !isWide));
  return {
    narrow,
    facets,
    columns,
    toggleFacets: () => keep(facets ? "closed" : "open"),
  };
}

interface Props {
  asked: ListAsked;
  /** The list is read first; what it adds up to comes after. */
  isRead: boolean;
  /** There is nothing to add up. */
  isFailed: boolean;
  columns: readonly Column[];
  columnsChanged: boolean;
  facets: boolean;
  narrow: boolean;
  onToggleFacets: () => void;
  onColumns: (columns: string) => void;
  onApply: (q: string) => void;
  onStretch: (from: string, to: string) => void;
  children: ReactNode;
}

/** Around the rows: what all of them add up to, when they were, what they have in common. */
export function ListBody(props: Props) {
  const { asked, narrow, isRead, isFailed } = props;
  const showsFacets = props.facets && !isFailed;
  const overview = useOverview(asked, isRead);
  return (
    <>
      <div className="list-line">
        <button
          type="button"
          className="line-button"
          aria-expanded={props.facets}
          title={props.facets ? "Hide the facets" : "Show the facets"}
          onClick={props.onToggleFacets}
        >
          <Icon name="facets" size={14} />
          Facets
        </button>
        {overview.isError && overview.data === undefined ? (
          <p className="totals-line muted">
            The totals could not be read.
            <button type="button" className="text-button" onClick={() => void overview.refetch()}>
              Try again
            </button>
          </p>
        ) : (
          <TotalsLine totals={props.isFailed ? undefined : overview.data?.totals} />
        )}
        {!narrow && (
          <ColumnMenu columns={props.columns} changed={props.columnsChanged} onChange={props.onColumns} />
        )}
      </div>
      <Histogram data={props.isFailed ? undefined : overview.data} onSelect={props.onStretch} />
      <div className="list-body">
        {showsFacets && <Facets asked={asked} isRead={isRead} onApply={props.onApply} />}
        {!(showsFacets && narrow) && props.children}
      </div>
    </>
  );
}
