import { wholeValuePath } from "../api/client";
import type { Trace } from "../api/types";
import { JsonTree } from "../content/JsonTree";
import { ValueSection } from "../content/ValueSection";
import { Pairs } from "../span/MoreAboutSpan";
import { Clew } from "../ui/Clew";
import { Section } from "../ui/Section";

interface Props {
  trace: Trace;
  onSelect: (spanId: string) => void;
}

/** The trace as a whole: what went in, what came out, and what is known of it. */
export function TraceOverview({ trace, onSelect }: Props) {
  const side = (name: "input" | "output", spanId: string | null) => (
    <ValueSection
      key={name}
      side={name}
      content={trace}
      messages={null}
      wholePath={spanId === null ? null : wholeValuePath(trace.id, spanId, name)}
      running={name === "output" && (trace.status === "running" || trace.status === "pending")}
      recording={null}
      name={`trace ${trace.name ?? ""}`}
      traceLevel
    />
  );
  return (
    <section className="span-panel" aria-label="Trace">
      <header className="path-line overview-head">
        <Clew size={16} />
        <h2>The whole trace</h2>
      </header>
      <div className="span-body overview" tabIndex={0}>
        {side("input", trace.inputSpanId)}
        {side("output", trace.outputSpanId)}
        <Origins trace={trace} onSelect={onSelect} />
        {Object.keys(trace.metadata).length > 0 && (
          <Section title="Metadata">
            <JsonTree value={trace.metadata} />
          </Section>
        )}
        <Context trace={trace} />
      </div>
    </section>
  );
}

/** Input and output of a trace are usually those of one of its spans. */
function Origins({ trace, onSelect }: Props) {
  const { inputSpanId, outputSpanId, skeleton } = trace;
  const nameOf = (spanId: string) => {
    const node = skeleton.id.indexOf(spanId);
    return skeleton.strings[skeleton.name[node] ?? -1] ?? spanId;
  };
  const link = (spanId: string) => (
    <button type="button" className="text-button" onClick={() => onSelect(spanId)}>
      {nameOf(spanId)}
    </button>
  );
  if (inputSpanId === null && outputSpanId === null) return null;
  return (
    <p className="origins muted">
      {inputSpanId === outputSpanId && inputSpanId !== null ? (
        <>Input and output are those of {link(inputSpanId)}.</>
      ) : (
        <>
          {inputSpanId !== null && <>The input is that of {link(inputSpanId)}. </>}
          {outputSpanId !== null && <>The output is that of {link(outputSpanId)}.</>}
        </>
      )}
    </p>
  );
}

function Context({ trace }: { trace: Trace }) {
  const pairs: [string, string][] = [];
  if (trace.services.length > 0) pairs.push(["services", trace.services.join(", ")]);
  if (trace.models.length > 0) pairs.push(["models", trace.models.join(", ")]);
  if (trace.tags.length > 0) pairs.push(["tags", trace.tags.join(", ")]);
  if (trace.release !== null) pairs.push(["release", trace.release]);
  if (trace.version !== null) pairs.push(["version", trace.version]);
  if (pairs.length === 0) return null;
  return (
    <Section title="Context">
      <Pairs pairs={pairs} />
    </Section>
  );
}
