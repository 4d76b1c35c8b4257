import { useMemo, useState } from "react";
import { formatBytes } from "../lib/format";
import { chunkText, firstPart } from "./chunks";
import { REDACTED } from "./redacted";
import "./text.css";

interface Props {
  text: string;
  /** In the face of prose instead of code. */
  prose?: boolean;
}

/** Text as it stands. A long one starts with its first part, so that the page never waits for layout. */
export function PlainText({ text, prose = false }: Props) {
  const [all, setAll] = useState(false);
  const shown = useMemo(() => (all ? text : firstPart(text)), [all, text]);
  const chunks = useMemo(() => chunkText(shown), [shown]);
  return (
    <div className={prose ? "plain-text prose" : "plain-text"}>
      {chunks.map((chunk, at) => (
        <pre key={at} className={chunks.length > 1 ? "text-chunk" : undefined}>
          {markRedactions(chunk)}
        </pre>
      ))}
      {shown.length < text.length && (
        <p className="text-more">
          <button type="button" className="text-button" onClick={() => setAll(true)}>
            Show all
          </button>{" "}
          <span className="muted">
            {formatBytes(shown.length)} of {formatBytes(text.length)} of text are shown
          </span>
        </p>
      )}
    </div>
  );
}

function markRedactions(text: string) {
  if (!text.includes(REDACTED)) return text;
  return text.split(REDACTED).flatMap((piece, at) =>
    at === 0
      ? [piece]
      : [
          <span key={at} className="redacted-chip">
            redacted
          </span>,
          piece,
        ],
  );
}
