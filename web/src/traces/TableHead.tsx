import { Icon } from "../ui/Icon";
import type { Column } from "./columns";

interface Props {
  columns: readonly Column[];
  /** A field, `-cost` for the greatest first; empty for the newest first. */
  order: string;
  onOrder?: ((order: string) => void) | undefined;
}

/** The names of the columns; those that the list can be in the order of are pressed for it. */
export function TableHead({ columns, order, onOrder }: Props) {
  const shown = order || "-start";
  return (
    <div className="trace-head" role="rowgroup">
      <div className="trace-row" role="row">
        {columns.map((column) => {
          const { key, text, cell } = column;
          const way = shown === key ? "ascending" : shown === `-${key}` ? "descending" : undefined;
          const className = column.isNumber ? `${cell} number` : cell;
          if (!column.canOrder || onOrder === undefined)
            return (
              <span key={key} className={className} role="columnheader">
                {text}
              </span>
            );
          return (
            <span key={key} className={className} role="columnheader" aria-sort={way}>
              <button
                type="button"
                title={`Order by ${text.toLowerCase()}`}
                onClick={() => onOrder(nextOrder(column, order))}
              >
                {text}
                {order !== "" && way !== undefined && (
                  <Icon name={way === "ascending" ? "up" : "down"} size={10} />
                )}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** The greatest first, then the least, then as usual; words begin with the least. */
export function nextOrder({ key, isNumber }: Column, order: string): string {
  const [first, second] = isNumber ? [`-${key}`, key] : [key, `-${key}`];
  if (key === "start") return order === "start" ? "" : "start";
  return order === first ? second : order === second ? "" : first;
}
