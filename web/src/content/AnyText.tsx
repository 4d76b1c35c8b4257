import { useMemo } from "react";
import { looksLikeJson, parseJson } from "../lib/json";
import { JsonTree } from "./JsonTree";
import { TextView } from "./TextView";

/** Text that may be JSON: a tree if it is, else text. */
export function AnyText({ text }: { text: string }) {
  const parsed = useMemo(() => (looksLikeJson(text) ? parseJson(text) : null), [text]);
  return parsed?.ok ? <JsonTree value={parsed.value} /> : <TextView text={text} />;
}
