import type { Attribute, Span, SpanEvent } from "../api/types";
import { PlainText } from "../content/PlainText";
import { formatDuration, plural } from "../lib/format";
import { exactTimeWithZone, nanosBetween } from "../lib/time";
import { CopyButton } from "../ui/CopyButton";
import { AttributeTable } from "./AttributeTable";
import { valueText } from "./attributes";
import { isFromEvents } from "./sources";

export function EventsTab({ span }: { span: Span }) {
  if (span.events.length === 0 && isFromEvents(span)) return <NotInLangfuse what="events within a span" />;
  if (span.events.length === 0) {
    return (
      <p className="tab-empty">
        This span has no events. Exceptions and moments within a span would be listed here.
        <Dropped count={span.droppedEventsCount} what="event" />
      </p>
    );
  }
  return (
    <>
      <ol className="moments">
        {span.events.map((event, at) => (
          <li key={at}>
            <Offset start={span.startUnixNano} nanos={event.timeUnixNano} />
            <div className="moment-body">
              {event.name === "exception" ? <Exception event={event} /> : <PlainEvent event={event} />}
              <Dropped count={event.droppedAttributesCount} what="attribute" />
            </div>
          </li>
        ))}
      </ol>
      <Dropped count={span.droppedEventsCount} what="event" />
    </>
  );
}

/** What Langfuse's ingestion API has no place for is not missing. */
export function NotInLangfuse({ what }: { what: string }) {
  return (
    <p className="tab-empty">
      This span came by Langfuse’s ingestion API, which has no {what}. Everything that was sent is under
      Content and Raw.
    </p>
  );
}

export function Dropped({ count, what }: { count: number; what: string }) {
  if (count === 0) return null;
  return (
    <p className="muted">
      The client dropped {plural(count, what)} before sending, because of its own limits.
    </p>
  );
}

/** When something happened, seen from the start of the span. */
export function Offset({ start, nanos }: { start: string; nanos: string }) {
  const offset = nanosBetween(start, nanos);
  return (
    <time className="moment-time number" title={exactTimeWithZone(nanos)}>
      {offset < 0 ? "" : "+"}
      {formatDuration(offset)}
    </time>
  );
}

function PlainEvent({ event }: { event: SpanEvent }) {
  return (
    <>
      <h3>{event.name === "" ? "Unnamed event" : event.name}</h3>
      {event.attributes.length > 0 && <AttributeTable attributes={event.attributes} />}
    </>
  );
}

const OWN_KEYS = new Set(["exception.type", "exception.message", "exception.stacktrace"]);

function Exception({ event }: { event: SpanEvent }) {
  const get = (key: string) => {
    const attribute = event.attributes.find((each: Attribute) => each.key === key);
    return attribute === undefined ? null : valueText(attribute);
  };
  const stack = get("exception.stacktrace");
  const rest = event.attributes.filter((attribute) => !OWN_KEYS.has(attribute.key));
  return (
    <div className="exception">
      <h3>{get("exception.type") ?? "Exception"}</h3>
      <p>{get("exception.message") ?? <span className="muted">It carries no message.</span>}</p>
      {stack !== null && (
        <details open={stack.length < 4000}>
          <summary>
            Stack trace
            <CopyButton text={stack} label="Copy the stack trace" />
          </summary>
          <PlainText text={stack} />
        </details>
      )}
      {rest.length > 0 && <AttributeTable attributes={rest} />}
    </div>
  );
}
