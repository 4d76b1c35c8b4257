import type { Span } from "../api/types";

/** Whether it came by Langfuse's ingestion API, which knows no attributes, events, links or logs. */
export const isFromEvents = ({ raw }: Pick<Span, "raw">): boolean =>
  raw.length > 0 && raw.every(({ kind }) => kind === "langfuse_event");

export type SourceTab = "attributes" | "events" | "logs" | "raw";

export interface SourcePlace {
  tab: SourceTab;
  /** What to look for there; null for the tab as a whole. */
  find: string | null;
}

/** Where a source can be looked at; null for what is in no record, such as a price. */
export function placeOf(source: string, dialect: string, span: Span): SourcePlace | null {
  if (dialect === "prices" || dialect === "clew") return null;
  const [, where, rest] = /^(resource|scope|event|log) (.+)$/.exec(source) ?? [];
  if (rest !== undefined && (where === "resource" || where === "scope"))
    return { tab: "attributes", find: rest };
  if (span.attributes.some(({ key }) => key.startsWith(source))) return { tab: "attributes", find: source };
  const name = rest ?? source;
  // gen_ai.*.message stands for the events of every role.
  const fits = new RegExp(`^${name.split("*").map(escaped).join(".*")}$`);
  if (span.events.some((event) => fits.test(event.name))) return { tab: "events", find: null };
  if (span.logs.some((log) => fits.test(log.eventName ?? ""))) return { tab: "logs", find: null };
  return { tab: "raw", find: null };
}

const escaped = (text: string) => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
