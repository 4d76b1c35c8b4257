import type { Span } from "../api/types";
import { AnyText } from "../content/AnyText";
import { isRedacted } from "../content/redacted";
import { RedactedNote, RunningNote } from "../content/states";
import { CopyButton } from "../ui/CopyButton";
import { Section } from "../ui/Section";
import { StateNote } from "../ui/StateNote";
import { SourceMark } from "./Provenance";
import type { ToolTexts } from "./toolTexts";

/** What a tool was called with, and what it gave back. */
export function ToolSection({ span, texts }: { span: Span; texts: ToolTexts }) {
  const { toolName, toolCallId, toolArguments, toolResult } = span;
  const running = span.status === "running" || span.status === "pending";
  return (
    <>
      {(toolArguments !== null || texts.coversInput) && (
        <Section
          title="Arguments"
          mark={<SourceMark field="toolArguments" or="input" />}
          controls={
            <>
              <span className="muted section-facts">
                {toolName !== null && (
                  <>
                    of <b>{toolName}</b>
                    <SourceMark field="toolName" />
                  </>
                )}
                {toolCallId !== null && (
                  <>
                    {" "}
                    call <code>{toolCallId}</code>
                    <SourceMark field="toolCallId" />
                  </>
                )}
              </span>
              {toolArguments !== null && <CopyButton text={toolArguments} label="Copy the arguments" />}
            </>
          }
        >
          <ToolValue text={toolArguments} absent="The client did not say what the tool was called with." />
        </Section>
      )}
      {(toolResult !== null || texts.coversOutput) && (
        <Section
          title="Result"
          mark={<SourceMark field="toolResult" or="output" />}
          controls={toolResult !== null && <CopyButton text={toolResult} label="Copy the result" />}
        >
          {toolResult === null && running ? (
            <RunningNote side="result" />
          ) : (
            <ToolValue
              text={toolResult}
              absent={
                span.status === "failed"
                  ? "The tool failed before it returned anything."
                  : "The client did not say what the tool returned."
              }
            />
          )}
        </Section>
      )}
    </>
  );
}

function ToolValue({ text, absent }: { text: string | null; absent: string }) {
  if (text === null) {
    return (
      <StateNote kind="absent" title="Not recorded.">
        {absent}
      </StateNote>
    );
  }
  if (isRedacted(text)) return <RedactedNote />;
  return text === "" ? <p className="muted">An empty text.</p> : <AnyText text={text} />;
}
