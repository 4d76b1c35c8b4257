import type { Group } from "../api/groups";
import { exactCount, formatCount, formatDuration, formatMoney, plural } from "../lib/format";
import { Fact } from "../ui/Fact";

/** What the traces of a session or user add up to. */
export function TotalsFacts({ group }: { group: Group }) {
  const { usage, cost, averageDurationNano } = group;
  const isCounted = usage.inputTokens !== null || usage.outputTokens !== null;
  return (
    <>
      <Fact label="Traces" title={`${plural(group.traceCount, "trace")}, ${plural(group.spanCount, "span")}`}>
        <span>
          {formatCount(group.traceCount)}
          {group.errorCount > 0 && (
            <>
              , <span className="fail">{formatCount(group.errorCount)} failed</span>
            </>
          )}
        </span>
      </Fact>
      {averageDurationNano !== null && (
        <Fact label="Mean duration" title={`${exactCount(averageDurationNano / 1e6)} ms a trace`}>
          {formatDuration(averageDurationNano)}
        </Fact>
      )}
      <Fact
        label="Tokens"
        title={
          isCounted
            ? `${exactCount(usage.inputTokens ?? 0)} in, ${exactCount(usage.outputTokens ?? 0)} out`
            : undefined
        }
      >
        {isCounted ? (
          `${formatCount(usage.inputTokens ?? 0)} in, ${formatCount(usage.outputTokens ?? 0)} out`
        ) : (
          <span className="muted">not reported</span>
        )}
      </Fact>
      <Fact label="Cost" title={cost ? `${cost.total} ${cost.currency}, the sum of spans` : undefined}>
        {cost ? formatMoney(cost.total, cost.currency) : <span className="muted">no price known</span>}
      </Fact>
    </>
  );
}
