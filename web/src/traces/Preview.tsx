import { isRedacted } from "../content/redacted";

/** One line of readable text. What is not there says why; it never looks like an empty answer. */
export function Preview({ text, running = false }: { text: string | null; running?: boolean }) {
  if (text === null) return running ? <span className="muted">still running</span> : null;
  if (isRedacted(text)) return <span className="redacted-chip">redacted by sender</span>;
  return <span title={text}>{text}</span>;
}
