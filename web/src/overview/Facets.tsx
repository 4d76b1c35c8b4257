import { useState } from "react";
import { useValueCounts, type TotalsRow } from "../api/totals";
import type { ListAsked } from "../api/queries";
import { chosenValues, toggleValue, withoutField } from "../ask/conditions";
import { exactCount, formatCount } from "../lib/format";
import { StatusMark } from "../ui/StatusMark";
import { askedOf } from "./useOverview";
import "./facets.css";

interface Facet {
  title: string;
  /** As totals know it. */
  group: string;
  /** As a query can call it; the first is written. */
  names: readonly string[];
}

const FACETS: readonly Facet[] = [
  { title: "Status", group: "status", names: ["status"] },
  { title: "Model", group: "models", names: ["model", "models"] },
  { title: "Name", group: "name", names: ["name"] },
  { title: "Environment", group: "environment", names: ["env", "environment"] },
  { title: "User", group: "user", names: ["user", "userId", "user.id"] },
  { title: "Tag", group: "tags", names: ["tag", "tags"] },
];

const FEW = 6;
const MANY = 50;

interface Props {
  asked: ListAsked;
  /** Nothing is counted before. */
  isRead: boolean;
  onApply: (q: string) => void;
}

/** What the traces of the list have in common, counted; a press adds it to the filter, another takes it away. */
export function Facets({ asked, isRead, onApply }: Props) {
  return (
    <aside className="facets" aria-label="Facets" tabIndex={0}>
      {FACETS.map((facet) => (
        <FacetList key={facet.group} facet={facet} asked={asked} isRead={isRead} onApply={onApply} />
      ))}
    </aside>
  );
}

function FacetList({ facet, asked, isRead, onApply }: Props & { facet: Facet }) {
  const [all, setAll] = useState(false);
  // The others of a field can still be chosen when one is.
  const q = withoutField(asked.q, facet.names);
  const counts = useValueCounts(
    facet.group,
    [asked.range, q],
    () => askedOf({ ...asked, q }),
    all ? MANY : FEW,
    isRead,
  );
  const chosen = chosenValues(asked.q, facet.names);
  const rows = counts.data?.rows ?? [];
  const listed = new Set(rows.map((row) => row.key[0] ?? null));
  const others = chosen.filter((value) => !listed.has(value));
  const more = counts.data?.other?.groups ?? 0;
  // Where nothing says anything of a field, its name would only take room.
  if (others.length === 0 && !rows.some((row) => row.key[0] !== null)) return null;
  const toggle = (value: string | null) => onApply(toggleValue(asked.q, facet.names, value));
  return (
    <section className="facet" aria-label={facet.title}>
      <h2>{facet.title}</h2>
      <ul>
        {others.map((value) => (
          <FacetRow key={`${value}`} facet={facet} value={value} count={null} chosen onToggle={toggle} />
        ))}
        {rows.map((row) => (
          <FacetRow
            key={row.key[0] ?? "\u0000"}
            facet={facet}
            value={row.key[0] ?? null}
            count={countOf(row)}
            chosen={chosen.includes(row.key[0] ?? null)}
            onToggle={toggle}
          />
        ))}
      </ul>
      {(more > 0 || all) && (
        <button type="button" className="text-button facet-more" onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${formatCount(more)} more`}
        </button>
      )}
      {all && more > 0 && (
        <p className="muted">{formatCount(more)} more are not listed; write them in the filter.</p>
      )}
    </section>
  );
}

const countOf = (row: TotalsRow) => row.values[0] ?? 0;

interface RowProps {
  facet: Facet;
  value: string | null;
  /** Null where none of the list has it. */
  count: number | null;
  chosen: boolean;
  onToggle: (value: string | null) => void;
}

function FacetRow({ facet, value, count, chosen, onToggle }: RowProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        title={value ?? `Without a ${facet.title.toLowerCase()}`}
        onClick={() => onToggle(value)}
      >
        <span className="facet-value">
          {value === null ? (
            <em className="muted">none</em>
          ) : facet.group === "status" ? (
            <StatusMark status={value} />
          ) : (
            value || <em className="muted">empty</em>
          )}
        </span>
        <span className="number" title={count === null ? undefined : exactCount(count)}>
          {count === null ? "0" : formatCount(count)}
        </span>
      </button>
    </li>
  );
}
