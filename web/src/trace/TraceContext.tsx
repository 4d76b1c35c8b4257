import type { ReactNode } from "react";
import type { Trace } from "../api/types";
import { isoToNanos } from "../lib/time";
import { Pairs } from "../span/MoreAboutSpan";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";

/** What is known of a trace beside its content and the line above the page. */
export function TraceContext({ trace }: { trace: Trace }) {
  const list = (names: readonly string[]) => (names.length > 0 ? names.join(", ") : null);
  const pairs = (
    [
      ["services", list(trace.services)],
      ["models", list(trace.models)],
      ["tags", list(trace.tags)],
      ["release", trace.release],
      ["version", trace.version],
      ["first arrived", <TimeText key="first" nanos={isoToNanos(trace.createdAt)} />],
      ["last arrived", <TimeText key="last" nanos={isoToNanos(trace.updatedAt)} />],
    ] as [string, ReactNode][]
  ).filter(([, value]) => value !== null);
  return (
    <Section title="Context">
      <Pairs pairs={pairs} />
    </Section>
  );
}
