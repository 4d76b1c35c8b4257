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
  /** Whether there is anything to add up. */
  enabled: boolean;
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
  const { asked, facets, narrow } = props;
  const overview = useOverview(asked, props.enabled);
  return (
    <>
      <div className="list-line">
        <button
          type="button"
          className="line-button"
          aria-expanded={facets}
          title={facets ? "Hide the facets" : "Show the facets"}
          onClick={props.onToggleFacets}
        >
          <Icon name="facets" size={14} />
          Facets
        </button>
        <TotalsLine totals={overview.data?.totals} />
        {!narrow && (
          <ColumnMenu columns={props.columns} changed={props.columnsChanged} onChange={props.onColumns} />
        )}
      </div>
      <Histogram data={overview.data} onSelect={props.onStretch} />
      <div className="list-body">
        {facets && props.enabled && <Facets asked={asked} onApply={props.onApply} />}
        {!(facets && props.enabled && narrow) && props.children}
      </div>
    </>
  );
}
