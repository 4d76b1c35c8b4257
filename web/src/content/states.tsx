import type { ReactNode } from "react";
import { formatBytes } from "../lib/format";
import { StateNote } from "../ui/StateNote";

/** The states of content that is not there, each in its own words. */

export function RedactedNote() {
  return (
    <StateNote kind="redacted" title="Redacted.">
      This value was masked before it was stored. The original is not kept anywhere in Clew.
    </StateNote>
  );
}

export function RunningNote({ side }: { side: string }) {
  return (
    <StateNote kind="running" title="Still running.">
      The {side} appears here once the span ends. This page keeps looking.
    </StateNote>
  );
}

/** Instrumentations often leave messages out unless they are asked for them. */
const CAPTURED = new Set(["generation", "agent", "embedding"]);

export function NotRecordedNote({
  side,
  type,
  traceLevel,
}: {
  side: string;
  type: string;
  traceLevel: boolean;
}) {
  return (
    <StateNote kind="absent" title="Not recorded.">
      The client sent no {side} for this {traceLevel ? "trace" : "span"}.
      {CAPTURED.has(type) && (
        <>
          {" "}
          OpenTelemetry GenAI instrumentations leave it out unless{" "}
          <code>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</code> is set.
        </>
      )}
    </StateNote>
  );
}

interface CutProps {
  size: number | null;
  /** What can be done about it. */
  children?: ReactNode;
}

export function CutNote({ size, children }: CutProps) {
  return (
    <StateNote kind="cut" title="Cut after 1 MiB.">
      {size === null ? "The whole value is kept." : `The whole value has ${formatBytes(size)} and is kept.`}{" "}
      {children}
    </StateNote>
  );
}
