import { useLayoutEffect, useRef, useState } from "react";
import { Markdown } from "./Markdown";
import { looksLikeMarkdown, MARKDOWN_LIMIT } from "./markdownRules";
import { PlainText } from "./PlainText";
import { isRedacted } from "./redacted";
import { RedactedNote } from "./states";
import { StoredMedia } from "./StoredMedia";

const LINE = 20;

interface Props {
  text: string;
  /** Fold what is longer than this many lines. */
  clamp?: number;
}

/** Prose: Markdown if it is written as such, else text as it stands. */
export function TextView({ text, clamp }: Props) {
  if (isRedacted(text)) return <RedactedNote />;
  const body =
    text.length <= MARKDOWN_LIMIT && looksLikeMarkdown(text) ? (
      <Markdown text={text} />
    ) : (
      <PlainText text={text} prose />
    );
  return (
    <>
      {clamp === undefined ? body : <Clamped lines={clamp}>{body}</Clamped>}
      <StoredMedia text={text} />
    </>
  );
}

function Clamped({ lines, children }: { lines: number; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"short" | "folded" | "open">("short");
  const limit = lines * LINE;
  useLayoutEffect(() => {
    // A fold that would hide only a line or two is more trouble than it saves.
    const long = (box.current?.scrollHeight ?? 0) > limit + 4 * LINE;
    setState((current) => (long ? (current === "open" ? "open" : "folded") : "short"));
  }, [limit, children]);
  return (
    <>
      <div ref={box} style={state === "folded" ? { maxHeight: limit, overflow: "hidden" } : undefined}>
        {children}
      </div>
      {state !== "short" && (
        <button
          type="button"
          className="text-button clamp-button"
          onClick={() => setState(state === "open" ? "folded" : "open")}
        >
          {state === "open" ? "Show less" : "Show all"}
        </button>
      )}
    </>
  );
}
