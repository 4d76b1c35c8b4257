import { useMemo } from "react";
import { closeCut } from "../lib/cutJson";
import { looksLikeJson, parseJson } from "../lib/json";
import { JsonTree } from "./JsonTree";
import { TextView } from "./TextView";

/** Text that may be JSON: a tree if it is, also of what is left of JSON that was cut; else text. */
export function AnyText({ text }: { text: string }) {
  const parsed = useMemo(() => (looksLikeJson(text) ? parseJson(text) : null), [text]);
  const rest = useMemo(() => {
    const closed = parsed?.ok ? null : closeCut(text);
    return closed === null ? null : parseJson(closed);
  }, [parsed, text]);
  if (parsed?.ok) return <JsonTree value={parsed.value} />;
  if (!rest?.ok) return <TextView text={text} />;
  return (
    <>
      <JsonTree value={rest.value} />
      <p className="muted">Truncated by sender.</p>
    </>
  );
}
