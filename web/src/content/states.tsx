import type { ReactNode } from "react";
import { exactCount, formatBytes, plural } from "../lib/format";
import type { Recording } from "./recording";
import { StateNote } from "../ui/StateNote";

/** The states of content that is not there, each in its own words. */

export function RedactedNote() {
  return (
    <StateNote kind="redacted" title="Redacted by sender.">
      The client masked this value before it sent it. The original never arrived.
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

/** Of a trace without spans: nothing runs there, someone has to say. */
export function UnsetNote() {
  return (
    <StateNote kind="running" title="Not set yet.">
      The trace has no spans that could lend it an output. It appears here once someone states it; this page
      keeps looking.
    </StateNote>
  );
}

interface NotRecordedProps {
  /** Null for input and output together. */
  side: string | null;
  of: "span" | "trace";
  recording: Recording | null;
}

export function NotRecordedNote({ side, of, recording }: NotRecordedProps) {
  return (
    <StateNote kind="absent" title={side === null ? "Content was not recorded." : "Not recorded."}>
      The client sent {side === null ? "neither input nor output" : `no ${side}`} for this {of}.
      {recording !== null && <RecordingHint {...recording} />}
    </StateNote>
  );
}

function RecordingHint({ who, setting, stops }: Recording) {
  return (
    <>
      {" "}
      {who} leaves it out {stops ? "if told so by" : "unless"} <code>{setting}</code>
      {stops ? "." : " is set."}
    </>
  );
}

export function VectorsNote({ count, dimensions }: { count: number | null; dimensions: number | null }) {
  const what = count === null ? "Vectors" : plural(count, "vector");
  return (
    <StateNote
      kind="absent"
      title={`${what}${dimensions === null ? "" : ` of ${exactCount(dimensions)} dimensions`}.`}
    >
      They are not for reading, so they are not shown here. What was sent of them is under Raw.
    </StateNote>
  );
}

/** Of input, output, arguments, a result. */
export function CutBySenderNote({ what }: { what: string }) {
  return (
    <StateNote kind="cut" title="Truncated by sender.">
      The client cut {what} before it sent it, so the rest never arrived. Limits such as{" "}
      <code>OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT</code> do this.
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
