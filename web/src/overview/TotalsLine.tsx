import type { Totals } from "../api/totals";
import { exactCount, formatCount, formatDuration, formatMoney } from "../lib/format";
import "./totalsLine.css";

interface Sum {
  name: string;
  text: string;
  title: string;
  bad?: boolean;
}

/** What the list adds up to, all of it, not only the rows that are read. */
export function TotalsLine({ totals }: { totals: Totals | undefined }) {
  return (
    <dl className="totals-line" aria-label="Totals of this list">
      {totals !== undefined &&
        sumsOf(totals).map((sum) => (
          <div key={sum.name} data-bad={sum.bad || undefined} title={sum.title}>
            <dt>{sum.name}</dt>
            <dd className="number">{sum.text}</dd>
          </div>
        ))}
    </dl>
  );
}

function sumsOf({ all, measures, exact, error }: Totals): Sum[] {
  const value = (name: string) => all.values[measures.findIndex((one) => one.name === name)] ?? null;
  const count = value("count") ?? 0;
  const errors = value("errors") ?? 0;
  const [tokens, cost] = [value("tokens"), value("cost")];
  const sums: Sum[] = [
    { name: count === 1 ? "trace" : "traces", text: formatCount(count), title: exactCount(count) },
  ];
  if (count === 0) return sums;
  sums.push({
    name: "failed",
    text: `${formatCount(errors)}${errors > 0 ? ` · ${percent(errors / count)}` : ""}`,
    title: `${exactCount(errors)} of ${exactCount(count)} traces failed`,
    bad: errors > 0,
  });
  if (tokens !== null)
    sums.push({ name: "tokens", text: formatCount(tokens), title: `${exactCount(tokens)} tokens` });
  if (cost !== null)
    sums.push({
      name: "cost",
      text: formatMoney(cost, "USD"),
      title: `$${exactCount(cost)}, where a price is known`,
    });
  for (const name of ["p50", "p95"]) {
    const seconds = value(name);
    if (seconds === null) continue;
    const about = exact ? "" : `, to within ${percent(error)}`;
    const title = `${name === "p50" ? "Half" : "95 %"} of them took no longer than ${exactCount(seconds)} s${about}`;
    sums.push({ name, text: formatDuration(seconds * 1e9), title });
  }
  return sums;
}

function percent(part: number): string {
  const value = part * 100;
  return value < 0.1 ? "< 0.1 %" : `${value >= 10 ? value.toFixed(0) : Number(value.toFixed(1))} %`;
}
