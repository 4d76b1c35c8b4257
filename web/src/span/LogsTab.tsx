import type { LogRecord, Span } from "../api/types";
import { AttributeTable, AttributeValueView } from "./AttributeTable";
import { NotInLangfuse, Offset } from "./EventsTab";
import { isFromEvents } from "./sources";

/** OTLP severities come in fours; from 17 on they are errors. */
function severityWord(log: LogRecord): string | null {
  if (log.severityText) return log.severityText.toLowerCase();
  const words = ["trace", "debug", "info", "warn", "error", "fatal"];
  return log.severityNumber >= 1 ? (words[Math.floor((log.severityNumber - 1) / 4)] ?? null) : null;
}

export function LogsTab({ span }: { span: Span }) {
  if (span.logs.length === 0 && isFromEvents(span)) return <NotInLangfuse what="log records" />;
  if (span.logs.length === 0) {
    return (
      <p className="tab-empty">
        No log records belong to this span. Records that an application writes while the span is open, and
        sends with its trace context, would be listed here.
      </p>
    );
  }
  return (
    <ol className="moments">
      {span.logs.map((log, at) => {
        const word = severityWord(log);
        const said = log.body !== null && log.body.type !== "empty";
        const time = log.timeUnixNano === "0" ? log.observedTimeUnixNano : log.timeUnixNano;
        return (
          <li key={at}>
            <Offset start={span.startUnixNano} nanos={time} />
            <div className="moment-body">
              <h3>
                {word !== null && (
                  <span className={log.severityNumber >= 17 ? "fail" : "muted"}>{word} </span>
                )}
                {log.eventName || (!said && "log record")}
              </h3>
              {said && <AttributeValueView attribute={log.body!} />}
              {log.attributes.length > 0 && <AttributeTable attributes={log.attributes} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
