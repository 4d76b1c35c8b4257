import { useState } from "react";
import { ExactNumber } from "../lib/json";
import { formatBytes } from "../lib/format";
import { isRedacted } from "./redacted";
import { ImageView } from "./ImageView";
import { StoredMedia } from "./StoredMedia";

const LONG = 600;

export function Scalar({ value }: { value: unknown }) {
  if (value instanceof ExactNumber) return <span className="json-number">{value.text}</span>;
  if (typeof value === "string") return <StringValue text={value} />;
  if (typeof value === "number") return <span className="json-number">{String(value)}</span>;
  if (typeof value === "boolean") return <span className="json-word">{String(value)}</span>;
  if (value === null || value === undefined) return <span className="json-word json-null">null</span>;
  return <span className="json-word">{JSON.stringify(value)}</span>;
}

function StringValue({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (isRedacted(text)) return <span className="redacted-chip">redacted by sender</span>;
  if (text === "") return <span className="json-word json-null">empty text</span>;
  if (/^data:image\/[a-z+.-]+;base64,/i.test(text)) return <ImageView uri={text} alt="" />;
  const cut = !all && text.length > LONG;
  return (
    <span className="json-string">
      {cut ? text.slice(0, LONG) : text}
      {cut && (
        <button type="button" className="text-button json-all" onClick={() => setAll(true)}>
          Show all {formatBytes(text.length)}
        </button>
      )}
      <StoredMedia text={text} />
    </span>
  );
}
