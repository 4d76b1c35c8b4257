import { useMemo } from "react";
import type { RawRecord, Span } from "../api/types";
import { JsonTree } from "../content/JsonTree";
import { isRecord, parseJson, prettyJson } from "../lib/json";
import { exactTime } from "../lib/time";
import { CopyButton } from "../ui/CopyButton";

const KINDS: Record<string, string> = {
  otlp_span: "OTLP span",
  otlp_log: "OTLP log record",
  langfuse_event: "Langfuse event",
};

/** An event says what it is itself: `generation-update`. */
function typeOf(record: RawRecord, value: unknown): string | null {
  if (record.kind !== "langfuse_event" || !isRecord(value)) return null;
  return typeof value["type"] === "string" ? value["type"] : null;
}

/** The records as they arrived: what every other tab was made from. */
export function RawTab({ span }: { span: Span }) {
  if (span.raw.length === 0) {
    return <p className="tab-empty">The records of this span are not kept any more.</p>;
  }
  return span.raw.map((record, at) => <Record key={at} record={record} />);
}

function Record({ record }: { record: RawRecord }) {
  const value = useMemo(() => {
    if (typeof record.json !== "string") return record.json;
    const parsed = parseJson(record.json);
    return parsed.ok ? parsed.value : record.json;
  }, [record.json]);
  const type = typeOf(record, value);
  return (
    <section className="raw-record">
      <header>
        <h3>
          {KINDS[record.kind] ?? record.kind}
          {type !== null && (
            <>
              {" "}
              <code>{type}</code>
            </>
          )}
        </h3>
        <span className="muted number">
          {/* An event is always JSON. */}
          {record.kind !== "langfuse_event" && `${record.encoding}, `}arrived{" "}
          {exactTime(record.arrivalUnixNano)}, record {record.sequence}
        </span>
        <CopyButton text={() => prettyJson(value)} label="Copy JSON" wide />
      </header>
      <JsonTree value={value} />
    </section>
  );
}
