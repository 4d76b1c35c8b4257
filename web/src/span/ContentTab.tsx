import { useMemo } from "react";
import { wholeValuePath } from "../api/client";
import type { Span } from "../api/types";
import { OfferedTools, readTools } from "../content/offeredTools";
import { ValueSection } from "../content/ValueSection";
import { recordingOf } from "../content/recording";
import { NotRecordedNote, VectorsNote } from "../content/states";
import { TextView } from "../content/TextView";
import { Section } from "../ui/Section";
import { SourceMark } from "./Provenance";
import { ErrorNote, Warnings } from "./SpanNotes";
import { Documents } from "./Documents";
import { ToolSection } from "./ToolSection";
import { toolTexts } from "./toolTexts";
import { Facts, MoreAboutSpan } from "./MoreAboutSpan";
import { WhereFrom } from "./WhereFrom";

interface Props {
  span: Span;
  onTab: (tab: "events") => void;
}

export function ContentTab({ span, onTab }: Props) {
  const running = span.status === "running" || span.status === "pending";
  const tool = toolTexts(span);
  const whole = (side: "input" | "output") => wholeValuePath(span.traceId, span.spanId, side);
  const recording = recordingOf(span);
  const offered = useMemo(() => readTools(span.toolDefinitions), [span.toolDefinitions]);
  const silent = !running && tool === null && isSilent(span);
  return (
    <OfferedTools value={offered}>
      <ErrorNote span={span} onEvents={() => onTab("events")} />
      <Warnings warnings={span.warnings} />
      {tool !== null && <ToolSection span={span} texts={tool} />}
      {span.systemInstructions !== null && !hasSystem(span) && (
        <Section title="System instructions" mark={<SourceMark field="systemInstructions" />}>
          <div className="reading">
            <TextView text={span.systemInstructions} clamp={10} />
          </div>
        </Section>
      )}
      {silent && (
        <Section title="Content">
          <NotRecordedNote side={null} of="span" recording={recording} />
        </Section>
      )}
      {!silent && tool?.coversInput !== true && (
        <ValueSection
          // Folds and "whole value" belong to one span.
          key={`input ${span.spanId}`}
          side="input"
          content={span}
          messages={span.inputMessages}
          wholePath={whole("input")}
          running={false}
          recording={recording}
          name={span.name ?? ""}
        />
      )}
      <Documents documents={span.documents} />
      {hasVectors(span) && (
        <Section title="Output" mark={<SourceMark field="embeddingCount" />}>
          <VectorsNote count={span.embeddingCount} dimensions={span.embeddingDimensions} />
        </Section>
      )}
      {!silent && tool?.coversOutput !== true && !hasOtherOutput(span) && (
        <ValueSection
          key={`output ${span.spanId}`}
          side="output"
          content={span}
          messages={span.outputMessages}
          wholePath={whole("output")}
          running={running}
          recording={recording}
          name={span.name ?? ""}
        />
      )}
      <Facts span={span} />
      <MoreAboutSpan span={span} />
      <WhereFrom />
    </OfferedTools>
  );
}

/** What is absent on both sides is said once. */
function isSilent(span: Span): boolean {
  const { input, output, inputMessages, outputMessages } = span;
  return (
    input === null &&
    output === null &&
    !inputMessages?.length &&
    !outputMessages?.length &&
    !hasOtherOutput(span)
  );
}

/** Documents and vectors are what comes out, too. */
const hasOtherOutput = (span: Span) =>
  span.output === null && (span.documents.length > 0 || hasVectors(span));

const hasVectors = (span: Span) =>
  span.output === null && span.type === "embedding" && (span.embeddingCount !== null || span.input !== null);

/** Many dialects repeat the instructions as the first message. */
function hasSystem(span: Span): boolean {
  return (
    span.inputMessages?.some(
      (message) =>
        message.role === "system" &&
        message.parts.some((part) => part.type === "text" && part.text === span.systemInstructions),
    ) ?? false
  );
}
