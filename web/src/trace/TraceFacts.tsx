import type { Trace } from "../api/types";
import { Link, sessionHref, userHref } from "../app/router";
import { exactCount, formatCount, formatDuration, formatMoney } from "../lib/format";
import { exactTime } from "../lib/time";
import { CopyButton } from "../ui/CopyButton";
import { Fact } from "../ui/Fact";
import { TimeText } from "../ui/TimeText";

/** The trace in one line: what it took, what it used, whose it was. */
export function TraceFacts({ trace }: { trace: Trace }) {
  return (
    <dl className="facts">
      <Fact label="Started">
        <TimeText nanos={trace.startUnixNano} />
        <CopyButton text={() => exactTime(trace.startUnixNano)} label="Copy the exact start" />
      </Fact>
      {trace.spanCount === 0 ? <Fact label="Spans">none</Fact> : <SpanFacts trace={trace} />}
      {trace.sessionId !== null && (
        <Fact label="Session">
          <Link href={sessionHref(trace.sessionId, trace.id)}>{trace.sessionId}</Link>
        </Fact>
      )}
      {trace.userId !== null && (
        <Fact label="User">
          <Link href={userHref(trace.userId)}>{trace.userId}</Link>
        </Fact>
      )}
      {trace.environment !== null && <Fact label="Environment">{trace.environment}</Fact>}
      {trace.externalId !== null && (
        <Fact label="External id" title={trace.externalId}>
          <code>{shortId(trace.externalId)}</code>
          <CopyButton text={trace.externalId} label="Copy the external id" />
        </Fact>
      )}
      {trace.public && (
        <Fact label="Visibility" title="Its sender marked it as public">
          public
        </Fact>
      )}
      <Fact label="Id" title={trace.id}>
        <code>{shortId(trace.id)}</code>
        <CopyButton text={trace.id} label="Copy the trace id" />
      </Fact>
    </dl>
  );
}

const shortId = (id: string) => (id.length > 24 ? `${id.slice(0, 8)}…` : id);

/** What its spans add up to: without any, nothing was timed or counted. */
function SpanFacts({ trace }: { trace: Trace }) {
  return (
    <>
      <Fact
        label="Took"
        title={trace.durationNano === null ? undefined : `${exactCount(Number(trace.durationNano) / 1e6)} ms`}
      >
        {trace.durationNano === null ? "no span has ended" : formatDuration(trace.durationNano)}
        {trace.durationNano !== null && trace.status === "running" && <span className="muted">so far</span>}
      </Fact>
      <Fact label="Spans">
        <span>
          {formatCount(trace.spanCount)}
          {trace.errorCount > 0 && (
            <>
              , <span className="fail">{formatCount(trace.errorCount)} failed</span>
            </>
          )}
        </span>
      </Fact>
      <TokenFact trace={trace} />
      <Fact
        label="Cost"
        title={trace.cost ? `${trace.cost.total} ${trace.cost.currency}, the sum of its spans` : undefined}
      >
        {trace.cost ? (
          formatMoney(trace.cost.total, trace.cost.currency)
        ) : (
          <span className="muted">no price known</span>
        )}
      </Fact>
      {trace.models.length > 0 && (
        <Fact label={trace.models.length === 1 ? "Model" : "Models"} title={trace.models.join(", ")}>
          {trace.models[0]}
          {trace.models.length > 1 && <span className="muted">and {trace.models.length - 1} more</span>}
        </Fact>
      )}
    </>
  );
}

function TokenFact({ trace }: { trace: Trace }) {
  const { inputTokens, outputTokens, cacheReadTokens, reasoningTokens } = trace.usage;
  if (inputTokens === null && outputTokens === null) {
    return (
      <Fact label="Tokens">
        <span className="muted">not reported</span>
      </Fact>
    );
  }
  const details = [
    `${exactCount(inputTokens ?? 0)} in`,
    cacheReadTokens !== null && `${exactCount(cacheReadTokens)} of them cached`,
    `${exactCount(outputTokens ?? 0)} out`,
    reasoningTokens !== null && `${exactCount(reasoningTokens)} of them reasoning`,
  ].filter(Boolean);
  return (
    <Fact label="Tokens" title={details.join(", ")}>
      {formatCount(inputTokens ?? 0)} in, {formatCount(outputTokens ?? 0)} out
    </Fact>
  );
}
