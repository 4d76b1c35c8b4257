import { use, useState } from "react";
import type { Provenance, Rival } from "../api/types";
import { plural } from "../lib/format";
import { SourceLink, SourcesContext } from "./Provenance";

const FIRST = 100;

/** Every derived value of the span with its source: for who wants to know how the record was understood. */
export function WhereFrom() {
  const sources = use(SourcesContext);
  const [all, setAll] = useState(false);
  const entries = Object.entries(sources?.provenance ?? {});
  if (entries.length === 0) return null;
  const shown = all ? entries : entries.slice(0, FIRST);
  const disputed = entries.filter(([, { others }]) => others !== undefined && others.length > 0).length;
  return (
    <details className="where-from">
      <summary>
        Where from
        <span className="muted">
          {plural(entries.length, "value")}
          {disputed > 0 && `, ${disputed} of them said differently elsewhere`}
        </span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Read from</th>
            <th scope="col">As</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([field, origin]) => (
            <SourceRows key={field} field={field} origin={origin} />
          ))}
        </tbody>
      </table>
      {shown.length < entries.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          Show all {entries.length}
        </button>
      )}
    </details>
  );
}

function SourceRows({ field, origin }: { field: string; origin: Provenance }) {
  return (
    <>
      <tr>
        <th scope="row">{field}</th>
        <td>
          <SourceLink origin={origin} />
        </td>
        <td className="muted">{dialectOf(origin)}</td>
      </tr>
      {origin.others?.map((rival) => (
        <tr key={`${rival.dialect} ${rival.source}`} className="where-rival">
          <td />
          <td>
            not <q>{rival.value}</q> from <SourceLink origin={rival} />
          </td>
          <td className="muted">{dialectOf(rival)}</td>
        </tr>
      ))}
    </>
  );
}

const dialectOf = ({ dialect, version }: Rival | Provenance) =>
  version === null ? dialect : `${dialect} ${version}`;
