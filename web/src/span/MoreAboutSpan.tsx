import { use, type ReactNode } from "react";
import type { Span, Usage } from "../api/types";
import { JsonTree } from "../content/JsonTree";
import { Scalar } from "../content/JsonScalar";
import { isBranch } from "../content/jsonRows";
import { OfferedTools } from "../content/offeredTools";
import { exactCount } from "../lib/format";
import { Section } from "../ui/Section";
import { ToolDefinitions } from "./ToolDefinitions";
import { SourceMark } from "./Provenance";

/** Parameters and usage: small tables below the content. */
export function Facts({ span }: { span: Span }) {
  const parameters = Object.entries(span.parameters);
  return (
    <>
      {(parameters.length > 0 || span.finishReasons.length > 0) && (
        <Section title="Parameters">
          <Pairs
            pairs={[
              ...parameters.map(([key, value]): [string, ReactNode] => [
                key,
                <Value key={key} value={value} field={`parameters.${key}`} />,
              ]),
              ...(span.finishReasons.length > 0
                ? [
                    [
                      "finish reason",
                      <span key="finish">
                        {span.finishReasons.join(", ")} <SourceMark field="finishReasons" />
                      </span>,
                    ] as [string, ReactNode],
                  ]
                : []),
            ]}
          />
        </Section>
      )}
      {span.usage && (
        <Section title="Usage">
          <Pairs pairs={usagePairs(span.usage)} numeric />
          {!span.countsTowardTotals && (
            <p className="muted">
              Not added to the trace’s totals: spans below or above report the same tokens.
            </p>
          )}
        </Section>
      )}
    </>
  );
}

export function MoreAboutSpan({ span }: { span: Span }) {
  const tools = use(OfferedTools);
  const facts = (
    [
      ["service", span.service],
      ["session", span.sessionId, "sessionId"],
      ["user", span.userId, "userId"],
      ["environment", span.environment],
      ["release", span.release],
      ["version", span.version],
      ["operation", span.operation],
      ["prompt", span.promptName, "promptName"],
      ["prompt version", span.promptVersion, "promptVersion"],
      ...span.tags.map((tag) => ["tag", tag, `tags.${tag}`]),
    ] as [string, string | null, string?][]
  ).filter(([, value]) => value !== null);
  return (
    <>
      {tools.length > 0 && (
        <Section title={toolsTitle(span, tools.length)} mark={<SourceMark field="toolDefinitions" />}>
          <ToolDefinitions tools={tools} />
        </Section>
      )}
      {Object.keys(span.metadata).length > 0 && (
        <Section title="Metadata">
          <JsonTree value={span.metadata} />
        </Section>
      )}
      {facts.length > 0 && (
        <Section title="Context">
          <Pairs
            pairs={facts.map(([key, value, field]) => [
              key,
              <span key={field ?? key}>
                {value} <SourceMark field={field ?? key} />
              </span>,
            ])}
          />
        </Section>
      )}
    </>
  );
}

/** A tool's own span may carry the definition of that tool; nobody chooses there. */
function toolsTitle(span: Span, count: number): string {
  return span.type === "tool" && count === 1 ? "Definition of the tool" : `Tools offered (${count})`;
}

export function Pairs({ pairs, numeric = false }: { pairs: [string, ReactNode][]; numeric?: boolean }) {
  return (
    <dl className={numeric ? "pairs number" : "pairs"}>
      {pairs.map(([key, value], at) => (
        <div key={at} style={{ display: "contents" }}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value, field }: { value: unknown; field: string }) {
  if (isBranch(value)) return <JsonTree value={value} />;
  return (
    <>
      <Scalar value={value} /> <SourceMark field={field} />
    </>
  );
}

const USAGE_WORDS: [keyof Usage, string][] = [
  ["inputTokens", "input"],
  ["cacheReadTokens", "of it read from cache"],
  ["cacheWriteTokens", "of it written to cache"],
  ["outputTokens", "output"],
  ["reasoningTokens", "of it reasoning"],
  ["totalTokens", "total"],
];

function usagePairs(usage: Usage): [string, ReactNode][] {
  return USAGE_WORDS.filter(([key]) => usage[key] !== null).map(([key, words]) => [
    words,
    <span key={key}>
      {exactCount(usage[key]!)} tokens <SourceMark field={`usage.${key}`} />
    </span>,
  ]);
}
