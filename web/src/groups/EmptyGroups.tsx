import type { ReactNode } from "react";
import type { Range } from "../traces/timeRange";
import { Clew } from "../ui/Clew";
import "./emptyGroups.css";

interface Props {
  one: string;
  range: Range;
  onShowAll: () => void;
  /** What would be here, and what brings it. */
  children: ReactNode;
}

export function EmptyGroups({ one, range, onShowAll, children }: Props) {
  const ranged = range.seconds !== null;
  return (
    <div className="empty-groups">
      <Clew size={44} />
      <h2>{ranged ? `No ${one} in ${range.words}` : `No ${one}s yet`}</h2>
      {ranged && (
        <p>
          There may be older ones.{" "}
          <button type="button" className="text-button" onClick={onShowAll}>
            Show all time
          </button>
        </p>
      )}
      {children}
    </div>
  );
}
