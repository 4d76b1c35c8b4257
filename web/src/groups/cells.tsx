import type { Group } from "../api/groups";
import type { Cost, Usage } from "../api/types";
import { exactCount, formatCount, formatDuration, formatMoney, plural } from "../lib/format";
import { exactTimeWithZone } from "../lib/time";

/** Values as they stand in a cell or a fact: empty where there is nothing, exact on hover. */

/** A phone has no heads above its columns: there the unit stands behind. */
export function CountCell({ value, unit }: { value: number; unit: string }) {
  return (
    <span title={plural(value, unit)}>
      {formatCount(value)}
      <span className="cell-unit"> {value === 1 ? unit : `${unit}s`}</span>
    </span>
  );
}

export function ErrorsCell({ group }: { group: Pick<Group, "errorCount" | "traceCount"> }) {
  if (group.errorCount === 0) return null;
  return (
    <span
      className="fail"
      title={`${plural(group.errorCount, "trace")} of ${exactCount(group.traceCount)} failed`}
    >
      {formatCount(group.errorCount)}
    </span>
  );
}

export function totalTokens({ totalTokens: total, inputTokens, outputTokens }: Usage): number | null {
  if (total !== null) return total;
  return inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
}

export function TokensCell({ usage }: { usage: Usage }) {
  const total = totalTokens(usage);
  if (total === null) return null;
  const title = `${exactCount(usage.inputTokens ?? 0)} in, ${exactCount(usage.outputTokens ?? 0)} out`;
  return (
    <span title={title}>
      {formatCount(total)}
      <span className="cell-unit"> tokens</span>
    </span>
  );
}

export function CostCell({ cost }: { cost: Cost | null }) {
  if (cost === null) return null;
  return (
    <span title={`${cost.total} ${cost.currency}, the sum of spans`}>
      {formatMoney(cost.total, cost.currency)}
    </span>
  );
}

export function DurationCell({ nano }: { nano: number | null }) {
  if (nano === null) return null;
  return <span title={`${exactCount(nano / 1e6)} ms`}>{formatDuration(nano)}</span>;
}

/** A few of many: the first, and how many there are beside it. */
export function SomeOf({ values, count }: { values: readonly string[]; count: number }) {
  const [first] = values;
  if (first === undefined) return null;
  return (
    <span title={values.join(", ") + (count > values.length ? ", …" : "")}>
      {first}
      {count > 1 && <span className="muted"> +{count - 1}</span>}
    </span>
  );
}

/** From when to when, for a title. */
export const whenOf = ({ firstUnixNano, lastUnixNano }: Group): string =>
  `First ${exactTimeWithZone(firstUnixNano)}, last ${exactTimeWithZone(lastUnixNano)}`;
