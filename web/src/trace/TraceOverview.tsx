import { wholeValuePath } from "../api/client";
import { useTraceHistory } from "../api/queries";
import type { Trace } from "../api/types";
import { JsonTree } from "../content/JsonTree";
import { UnsetNote } from "../content/states";
import { ValueSection } from "../content/ValueSection";
import { GivenNote } from "../history/GivenNote";
import { versionsOf } from "../history/versions";
import { Clew } from "../ui/Clew";
import { Section } from "../ui/Section";
import { TraceContext } from "./TraceContext";

interface Props {
  trace: Trace;
  onSelect: (spanId: string) => void;
}

/** The trace as a whole: what went in, what came out, and what is known of it. */
export function TraceOverview({ trace, onSelect }: Props) {
  // With nothing beside it, it has the width of the page, and its title is that of the page.
  const alone = trace.skeleton.count === 0;
  return (
    <section className="span-panel" aria-label="Trace">
      {!alone && (
        <header className="path-line overview-head">
          <Clew size={16} />
          <h2>The whole trace</h2>
        </header>
      )}
      <div className="span-body overview" data-alone={alone || undefined} tabIndex={0}>
        <div className="sides">
          <Side trace={trace} side="input" onSelect={onSelect} />
          <Side trace={trace} side="output" onSelect={onSelect} />
        </div>
        <Origins trace={trace} onSelect={onSelect} />
        <div className="sides">
          {Object.keys(trace.metadata).length > 0 && (
            <Section title="Metadata">
              <JsonTree value={trace.metadata} />
            </Section>
          )}
          <TraceContext trace={trace} />
        </div>
      </div>
    </section>
  );
}

function Side({ trace, side, onSelect }: Props & { side: "input" | "output" }) {
  const history = useTraceHistory(trace);
  const [spanId, own] =
    side === "input" ? [trace.inputSpanId, trace.hasOwnInput] : [trace.outputSpanId, trace.hasOwnOutput];
  const alone = trace.skeleton.count === 0;
  return (
    <ValueSection
      side={side}
      content={trace}
      messages={null}
      wholePath={spanId === null ? null : wholeValuePath(trace.id, spanId, side)}
      running={side === "output" && (trace.status === "running" || trace.status === "pending")}
      recording={null}
      name={`trace ${trace.name ?? ""}`}
      traceLevel
      absence={alone && side === "output" ? <UnsetNote /> : undefined}
      note={
        own && (
          <GivenNote
            trace={trace}
            side={side}
            versions={history.data === undefined ? null : versionsOf(history.data, side)}
            failed={history.isError}
            spanName={(id) => nameOf(trace, id)}
            onSelect={onSelect}
          />
        )
      }
    />
  );
}

function nameOf({ skeleton }: Trace, spanId: string): string {
  const node = skeleton.id.indexOf(spanId);
  return skeleton.strings[skeleton.name[node] ?? -1] ?? spanId;
}

/** Input and output of a trace are usually those of one of its spans. */
function Origins({ trace, onSelect }: Props) {
  const { inputSpanId, outputSpanId } = trace;
  const link = (spanId: string) => (
    <button type="button" className="text-button" onClick={() => onSelect(spanId)}>
      {nameOf(trace, spanId)}
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
