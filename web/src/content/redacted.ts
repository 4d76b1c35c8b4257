/** What masking leaves behind in the midst of text. */
export const REDACTED = "__REDACTED__";

const WHOLE = /^\s*(__redacted__|\[redacted\]|<redacted>)\s*$/i;

/** Whether masking left nothing of a value. */
export function isRedacted(text: string): boolean {
  return text.length < 64 && WHOLE.test(text);
}
