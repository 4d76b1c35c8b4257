import { useId } from "react";
import { useTotals, type Totals, type TotalsRow, type Window } from "../api/dashboard";
import { Link, useSearch } from "../app/router";
import { exactCount, plural } from "../lib/format";
import { ProblemNote } from "../ui/ProblemNote";
import { Waiting } from "../ui/Waiting";
import type { TopListShape } from "./topLists";

const ROWS = 8;
/** One more, which may be those without a value. */
const LIMIT = ROWS + 1;

interface Props {
  list: TopListShape;
  window: Window;
  range: string;
}

/** Who has the most of something. The bar is the measure that orders; each row leads to its traces. */
export function TopList({ list, window, range }: Props) {
  const { parameters, patch } = useSearch();
  const heading = useId();
  const usual = list.columns[0]!.measure;
  const asked = parameters.get(list.param);
  const order = list.columns.find(({ measure }) => measure === asked)?.measure ?? usual;
  const found = useTotals(
    {
      subject: list.subject,
      group: list.group,
      measure: list.columns.map(({ measure }) => measure),
      order,
      limit: LIMIT,
    },
    window,
  );
  const rows = (found.data?.rows ?? [])
    .filter(({ key }) => list.unnamed !== undefined || key[0] !== null)
    .slice(0, ROWS);
  return (
    <section className="top-list" aria-labelledby={heading}>
      <h2 id={heading}>{list.title}</h2>
      {found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Waiting label={`Reading ${list.title.toLowerCase()}`} lines={[70, 52, 44, 31]} />
      ) : rows.length === 0 ? (
        <p className="muted">{list.none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{list.one.charAt(0).toUpperCase() + list.one.slice(1)}</th>
              {list.columns.map(({ measure, text }) => (
                <th
                  key={measure}
                  scope="col"
                  className={`top-${measure}`}
                  aria-sort={measure === order ? "descending" : undefined}
                >
                  <button
                    type="button"
                    onClick={() =>
                      patch({ [list.param]: measure === usual ? null : measure }, { replace: true })
                    }
                    title={`The most by ${text}`}
                  >
                    {text}
                    {measure === order && <span aria-hidden="true"> ↓</span>}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TopRow key={row.key[0] ?? ""} list={list} row={row} range={range} order={order} rows={rows} />
            ))}
          </tbody>
        </table>
      )}
      {found.data && <Others list={list} totals={found.data} shown={rows} />}
    </section>
  );
}

interface OthersProps {
  list: TopListShape;
  totals: Totals;
  shown: readonly TotalsRow[];
}

/** How many there are beyond those shown; without a number where those without a value may be among them. */
function Others({ list, totals, shown }: OthersProps) {
  const beyond = totals.other?.groups ?? 0;
  const isNullSeen = totals.rows.some(({ key }) => key[0] === null);
  const count =
    totals.rows.length - (list.unnamed === undefined && isNullSeen ? 1 : 0) - shown.length + beyond;
  if (count <= 0) return null;
  const isKnown = beyond === 0 || isNullSeen || list.unnamed !== undefined;
  const words = isKnown
    ? `and ${plural(count, `more ${list.one}`, `more ${list.one}s`)}`
    : `and more ${list.one}s`;
  return (
    <p className="muted top-others">
      {list.allHref === undefined ? words : <Link href={list.allHref}>{words}</Link>}
    </p>
  );
}

interface RowProps {
  list: TopListShape;
  row: TotalsRow;
  range: string;
  order: string;
  rows: readonly TotalsRow[];
}

function TopRow({ list, row, range, order, rows }: RowProps) {
  const value = row.key[0] ?? null;
  const at = list.columns.findIndex(({ measure }) => measure === order);
  const most = Math.max(...rows.map(({ values }) => values[at] ?? 0));
  const part = most > 0 ? (row.values[at] ?? 0) / most : 0;
  return (
    <tr>
      <th scope="row">
        <Link href={list.hrefOf(value, range)} title={value ?? undefined}>
          <i className="top-bar-fill" style={{ width: `${part * 100}%` }} />
          <span>{value ?? <em>{list.unnamed}</em>}</span>
        </Link>
      </th>
      {list.columns.map(({ measure, format }, place) => {
        const number = row.values[place] ?? null;
        const text = number === null ? null : format(number);
        const isFailure = measure === "errors" && number !== null && number > 0;
        return (
          <td
            key={measure}
            className={`number top-${measure}`}
            title={number === null ? undefined : exactCount(number)}
          >
            {isFailure ? (
              <Link className="fail" href={list.failedHrefOf(value, range)}>
                {text}
              </Link>
            ) : measure === "errors" ? (
              ""
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
}
