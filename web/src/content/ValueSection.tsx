import { useMemo, useState, type ReactNode } from "react";
import { useWholeValue } from "../api/queries";
import type { Content, Message } from "../api/types";
import { isChatMl } from "../lib/chatml";
import { chatMlToMessages } from "../lib/chatmlMessages";
import { closeCut } from "../lib/cutJson";
import { formatBytes } from "../lib/format";
import { looksLikeJson, parseJson } from "../lib/json";
import { CopyButton } from "../ui/CopyButton";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Section } from "../ui/Section";
import { Segments } from "../ui/Segments";
import { Waiting } from "../ui/Waiting";
import { SourceMark } from "../span/Provenance";
import { Conversation } from "./Conversation";
import { JsonTree } from "./JsonTree";
import { PlainText } from "./PlainText";
import type { Recording } from "./recording";
import { isRedacted } from "./redacted";
import { CutBySenderNote, CutNote, NotRecordedNote, RedactedNote, RunningNote } from "./states";
import { TextView } from "./TextView";
import { useViewMode, type ViewMode } from "./viewMode";

const MODES = [
  { value: "rendered", text: "Rendered" },
  { value: "json", text: "JSON" },
  { value: "plain", text: "Plain" },
] as const;

/** A page can hold this much; beyond it only the link to the whole value is offered. */
const READABLE = 32 * 1024 * 1024;

interface Props {
  side: "input" | "output";
  title?: string;
  content: Content;
  messages: readonly Message[] | null;
  /** Where the whole value is; null if there is no such address. */
  wholePath: string | null;
  running: boolean;
  /** What decides whether the sender records content; null if that is not known. */
  recording: Recording | null;
  /** The span's name: the chosen view is remembered for spans of that name. */
  name: string;
  traceLevel?: boolean;
  /** Above the value: what is to be known before it is read. */
  note?: ReactNode;
  /** Instead of the usual words where there is no value. */
  absence?: ReactNode;
}

export function ValueSection(props: Props) {
  const { side, content, wholePath } = props;
  const [mode, setMode] = useViewMode(props.name, side);
  const [wantWhole, setWantWhole] = useState(false);
  const truncated = content[`${side}_truncated`];
  const size = content[`${side}_size`];
  const whole = useWholeValue(wholePath ?? "", wantWhole && wholePath !== null);
  const text = whole.data ?? content[side];
  const mime = whole.data === undefined ? content[`${side}_mime_type`] : null;
  const absent = text === null && (props.messages === null || props.messages.length === 0);

  const controls = !absent && (
    <>
      <span className="muted number section-facts">
        {[mime, size !== null && formatBytes(size)].filter(Boolean).join(", ")}
      </span>
      <Segments label={`View of the ${side}`} options={MODES} value={mode} onChange={setMode} small />
      {text !== null && <CopyButton text={text} label={`Copy the ${side}`} />}
      {wholePath !== null && text !== null && (
        <a
          className="icon-button"
          href={wholePath}
          target="_blank"
          rel="noreferrer"
          title={`Open the whole ${side} on its own`}
          aria-label={`Open the whole ${side} on its own`}
        >
          <Icon name="out" size={14} />
        </a>
      )}
    </>
  );

  return (
    <Section
      title={props.title ?? (side === "input" ? "Input" : "Output")}
      mark={<SourceMark field={props.messages === null ? side : `${side}Messages`} or={side} />}
      controls={controls}
    >
      {props.note}
      {truncated && whole.data === undefined && (
        <CutNote size={size}>
          {wholePath !== null && (size === null || size <= READABLE) && (
            <button type="button" className="text-button" onClick={() => setWantWhole(true)}>
              Read the whole value
            </button>
          )}{" "}
          {wholePath !== null ? (
            <a href={wholePath} target="_blank" rel="noreferrer">
              Open it on its own
            </a>
          ) : (
            "Download the trace to read it."
          )}
        </CutNote>
      )}
      {content[`${side}CutBySender`] && <CutBySenderNote what={`this ${side}`} />}
      {wantWhole && whole.isLoading && <Waiting label="Reading the whole value" />}
      {wantWhole && whole.isError && <ProblemNote error={whole.error} onRetry={() => void whole.refetch()} />}
      {absent ? (
        props.absence ? (
          props.absence
        ) : props.running ? (
          <RunningNote side={side} />
        ) : (
          <NotRecordedNote side={side} of={props.traceLevel ? "trace" : "span"} recording={props.recording} />
        )
      ) : (
        <ValueBody
          text={text}
          mime={mime}
          messages={props.messages}
          mode={mode}
          side={side}
          cut={content[`${side}CutBySender`] || (truncated && whole.data === undefined)}
        />
      )}
    </Section>
  );
}

interface BodyProps {
  text: string | null;
  mime: string | null;
  messages: readonly Message[] | null;
  mode: ViewMode;
  side: "input" | "output";
  /** Whether its end is missing. */
  cut: boolean;
}

function ValueBody({ text, mime, messages, mode, side, cut }: BodyProps) {
  const wantsJson = text !== null && (mode === "json" || mime === "application/json" || looksLikeJson(text));
  const parsed = useMemo(() => {
    const whole = wantsJson ? parseJson(text) : null;
    const closed = cut && text !== null && !whole?.ok ? closeCut(text) : null;
    return closed === null ? whole : parseJson(closed);
  }, [wantsJson, text, cut]);
  const chat = useMemo(() => {
    if (messages !== null && messages.length > 0) return messages;
    return parsed?.ok && isChatMl(parsed.value) ? chatMlToMessages(parsed.value) : null;
  }, [messages, parsed]);

  if (text !== null && isRedacted(parsed?.ok && typeof parsed.value === "string" ? parsed.value : text)) {
    return <RedactedNote />;
  }
  if (mode === "plain") return <PlainText text={text ?? JSON.stringify(messages, null, 2)} />;
  if (mode === "json") {
    if (text === null) return <JsonTree value={messages} />;
    if (parsed?.ok) return <JsonTree value={parsed.value} />;
    return (
      <>
        <p className="muted">This is not JSON, so it is shown as it stands.</p>
        <PlainText text={text} />
      </>
    );
  }
  if (chat !== null) return <Conversation messages={chat} toolsOpen={side === "output"} />;
  if (parsed?.ok) {
    // A JSON text is prose in quotation marks.
    return typeof parsed.value === "string" ? (
      <TextView text={parsed.value} />
    ) : (
      <JsonTree value={parsed.value} />
    );
  }
  // JSON of which nothing can be read is no prose either.
  if (cut && text !== null && /^\s*[[{]/.test(text)) return <PlainText text={text} />;
  return text === "" ? <p className="muted">An empty text.</p> : <TextView text={text ?? ""} />;
}
