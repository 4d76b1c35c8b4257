import { useDeferredValue, useState } from "react";
import type { Attribute, Span } from "../api/types";
import { plural } from "../lib/format";
import { Icon } from "../ui/Icon";
import { AttributeTable } from "./AttributeTable";
import { isUnused, matches } from "./attributes";
import { NotInLangfuse } from "./EventsTab";
import { isFromEvents } from "./sources";

interface Group {
  title: string;
  note: string | null;
  attributes: readonly Attribute[];
  dropped: number;
}

function groupsOf(span: Span): Group[] {
  const { scope, resource } = span;
  // What there is then was worked out here.
  if (isFromEvents(span)) {
    return [{ title: "Worked out", note: "by Clew", attributes: span.attributes, dropped: 0 }];
  }
  return [
    { title: "Span", note: null, attributes: span.attributes, dropped: span.droppedAttributesCount },
    {
      title: "Resource",
      note: resource?.schemaUrl ?? null,
      attributes: resource?.attributes ?? [],
      dropped: resource?.droppedAttributesCount ?? 0,
    },
    {
      title: "Scope",
      note: [scope?.name, scope?.version].filter(Boolean).join(" "),
      attributes: scope?.attributes ?? [],
      dropped: scope?.droppedAttributesCount ?? 0,
    },
  ];
}

/** Everything the client said about the span, in its own words. */
export function AttributesTab({ span, find }: { span: Span; find: string }) {
  if (!isFromEvents(span)) return <AttributeGroups span={span} find={find} />;
  return (
    <>
      <NotInLangfuse what="attributes" />
      {span.attributes.length > 0 && <AttributeGroups span={span} find={find} />}
    </>
  );
}

function AttributeGroups({ span, find }: { span: Span; find: string }) {
  const [typed, setTyped] = useState<{ words: string; for: string }>({ words: find, for: find });
  const [onlyUnused, setOnlyUnused] = useState(false);
  // A source mark elsewhere can ask for another attribute.
  if (typed.for !== find) setTyped({ words: find, for: find });
  const needle = useDeferredValue(typed.words).trim().toLowerCase();
  const groups = groupsOf(span);
  const unused = groups.reduce((count, group) => count + group.attributes.filter(isUnused).length, 0);
  const narrow = onlyUnused && unused > 0;
  const found = groups.map((group) =>
    group.attributes.filter((attribute) => matches(attribute, needle) && (!narrow || isUnused(attribute))),
  );
  const none = needle !== "" && found.every((list) => list.length === 0);
  return (
    <>
      <div className="attribute-search">
        <label className="search-box">
          <Icon name="search" size={14} />
          <span className="visually-hidden">Filter attributes by key or value</span>
          <input
            type="search"
            value={typed.words}
            placeholder="Filter by key or value"
            onChange={(event) => setTyped({ words: event.target.value, for: find })}
          />
        </label>
        {unused > 0 && (
          <button
            type="button"
            className="icon-button"
            aria-pressed={narrow}
            title="Attributes that no dialect reads: they are kept, and shown only here"
            onClick={() => setOnlyUnused(!onlyUnused)}
          >
            {unused} not used
          </button>
        )}
      </div>
      {none && (
        <p className="tab-empty">
          No attribute has “{typed.words.trim()}” in its key or value.{" "}
          <button type="button" className="text-button" onClick={() => setTyped({ words: "", for: find })}>
            Show all
          </button>
        </p>
      )}
      {groups.map((group, at) => {
        const list = found[at]!;
        if ((needle !== "" || narrow) && list.length === 0) return null;
        return (
          <section key={group.title} className="attribute-group" aria-label={`${group.title} attributes`}>
            <h3>
              {group.title} {group.note && <span className="muted">{group.note}</span>}
            </h3>
            {list.length === 0 ? (
              <p className="muted">The client sent no attributes here.</p>
            ) : (
              <AttributeTable attributes={list} />
            )}
            {group.dropped > 0 && (
              <p className="muted">
                The client dropped {plural(group.dropped, "attribute")} before sending, because of its own
                limits.
              </p>
            )}
          </section>
        );
      })}
    </>
  );
}
