import { isRedacted } from "../content/redacted";

/** One line of readable text. What is not there says why; it never looks like an empty answer. */
export function Preview({ text, absence = null }: { text: string | null; absence?: string | null }) {
  if (text === null) return absence === null ? null : <span className="muted">{absence}</span>;
  if (isRedacted(text)) return <span className="redacted-chip">redacted by sender</span>;
  return <span title={text}>{text}</span>;
}
