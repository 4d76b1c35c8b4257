import type { Span } from "../api/types";
import { Link, traceHref } from "../app/router";
import { CopyButton } from "../ui/CopyButton";
import { AttributeTable } from "./AttributeTable";
import { Dropped, NotInLangfuse } from "./EventsTab";
import { isFromEvents } from "./sources";

export function LinksTab({ span }: { span: Span }) {
  if (span.links.length === 0 && isFromEvents(span)) return <NotInLangfuse what="links between spans" />;
  if (span.links.length === 0) {
    return (
      <p className="tab-empty">
        This span links to no other. Spans of other traces that caused this one would be listed here.
        <Dropped count={span.droppedLinksCount} what="link" />
      </p>
    );
  }
  return (
    <>
      <ol className="moments links">
        {span.links.map((link, at) => (
          <li key={at}>
            <div className="moment-body">
              <p className="link-line">
                <Link href={traceHref(link.traceId, link.spanId)}>
                  Span <code>{link.spanId}</code>
                </Link>
                {link.traceId === span.traceId ? " of this trace" : " of trace "}
                {link.traceId !== span.traceId && (
                  <>
                    <code>{link.traceId}</code>
                    <CopyButton text={link.traceId} label="Copy the trace id" />
                  </>
                )}
              </p>
              {link.attributes.length > 0 && <AttributeTable attributes={link.attributes} />}
              <Dropped count={link.droppedAttributesCount} what="attribute" />
            </div>
          </li>
        ))}
      </ol>
      <Dropped count={span.droppedLinksCount} what="link" />
    </>
  );
}
