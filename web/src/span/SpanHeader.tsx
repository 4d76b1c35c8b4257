import type { Cost, Span, Usage } from "../api/types";
import { exactCount, formatCount, formatDuration, formatMoney } from "../lib/format";
import { exactTimeWithZone } from "../lib/time";
import { ScoreChips } from "../score/ScoreChips";
import { CopyButton } from "../ui/CopyButton";
import { Fact } from "../ui/Fact";
import { StatusMark } from "../ui/StatusMark";
import { TypeGlyph } from "../ui/TypeGlyph";
import { SourceMark } from "./Provenance";

export function SpanHeader({ span }: { span: Span }) {
  return (
    <header className="span-header" data-type={span.type}>
      <div className="span-title">
        <i className="type-edge" />
        <TypeGlyph type={span.type} label={false} />
        <h2 title={span.name ?? undefined}>{span.name || "unnamed"}</h2>
        <span className="muted">{span.type}</span>
        <SourceMark field="type" />
        <StatusMark status={span.status} />
        <SourceMark field="status" />
        {span.level !== "DEFAULT" && <span className="row-warning">{span.level.toLowerCase()}</span>}
        <span className="span-id">
          <code title={span.spanId}>{span.spanId}</code>
          <CopyButton text={span.spanId} label="Copy the span id" />
        </span>
      </div>
      <dl className="facts">
        <Fact label="Took" title={`Started ${exactTimeWithZone(span.startUnixNano)}`}>
          {span.durationNano === null ? "still running" : formatDuration(span.durationNano)}
        </Fact>
        {span.timeToFirstTokenNano !== null && (
          <Fact label="First token" mark={<SourceMark field="timeToFirstTokenNano" />}>
            {formatDuration(span.timeToFirstTokenNano)}
          </Fact>
        )}
        {span.usage && <UsageFact usage={span.usage} counts={span.countsTowardTotals} />}
        <CostFact span={span} />
        <ModelFact span={span} />
      </dl>
      <ScoreChips key={span.spanId} scores={span.scores} label="Scores of this span" />
    </header>
  );
}

function ModelFact({ span }: { span: Span }) {
  const { model, responseModel } = span;
  if (model === null && responseModel === null) return null;
  const asked = model ?? responseModel!;
  const other = responseModel !== null && responseModel !== asked ? responseModel : null;
  return (
    <Fact
      label="Model"
      mark={<SourceMark field={model === null ? "responseModel" : "model"} />}
      {...(other === null ? {} : { title: `Asked for ${asked}, answered by ${other}` })}
    >
      {other?.startsWith(asked) ? (
        // Usually the answer names a dated version of what was asked for.
        <span>
          {asked}
          <span className="muted">{other.slice(asked.length)}</span>
        </span>
      ) : (
        <>
          {asked}
          {other !== null && (
            <span className="muted">
              answered by {other}
              <SourceMark field="responseModel" />
            </span>
          )}
        </>
      )}
      {span.provider !== null && (
        <span className="muted">
          at {span.provider}
          <SourceMark field="provider" />
        </span>
      )}
    </Fact>
  );
}

function UsageFact({ usage, counts }: { usage: Usage; counts: boolean }) {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null && outputTokens === null) return null;
  return (
    <Fact
      label="Tokens"
      mark={<SourceMark field="usage.inputTokens" />}
      title={`${exactCount(inputTokens ?? 0)} in, ${exactCount(outputTokens ?? 0)} out`}
    >
      {formatCount(inputTokens ?? 0)} in, {formatCount(outputTokens ?? 0)} out
      {!counts && <span className="muted">counted in other spans</span>}
    </Fact>
  );
}

/** A cost that was worked out says by which price; one that was sent is the sender's word. */
function costSource(cost: Cost): string {
  return cost.pricedBy === null ? "as sent" : `by ${cost.pricedBy}`;
}

function CostFact({ span }: { span: Span }) {
  if (span.cost !== null) {
    return (
      <Fact
        label="Cost"
        mark={<SourceMark field="cost" />}
        title={`${span.cost.total} ${span.cost.currency}, ${costSource(span.cost)}`}
      >
        {formatMoney(span.cost.total, span.cost.currency)}{" "}
        <span className="muted">{costSource(span.cost)}</span>
      </Fact>
    );
  }
  if (span.usage === null) return null;
  return (
    <Fact label="Cost">
      <span className="muted">no price known</span>
    </Fact>
  );
}
