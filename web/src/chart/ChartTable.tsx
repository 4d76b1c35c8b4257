import { Link } from "../app/router";
import type { ChartProps } from "./TimeChart";
import { spanText } from "./ticks";

/** The same in words and numbers; times in which nothing was are left out. */
export function ChartTable({ title, buckets, series, format, hrefOf }: ChartProps) {
  const rows = buckets
    .map((bucket, at) => ({ bucket, values: series.map(({ values }) => values[at] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null && value !== 0));
  return (
    <div className="chart-table" tabIndex={0} role="region" aria-label={`${title}, by time`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, values }) => (
            <tr key={bucket.from}>
              <th scope="row">
                <Link href={hrefOf(bucket)}>{spanText(bucket.from, bucket.to)}</Link>
              </th>
              {values.map((value, at) => (
                <td key={series[at]!.name} className="number">
                  {value === null ? "" : format(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="muted">Nothing in this time.</p>}
    </div>
  );
}
