const MARK = "\u0000exact:";

/** A number that JavaScript would round; kept as it was written. */
export class ExactNumber {
  constructor(readonly text: string) {}

  /** Marked, so that prettyJson can take the quotes away again. */
  toJSON(): string {
    return MARK + this.text;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LONG_NUMBER = /\d{16}/;
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON and keeps integers beyond 2^53 exact. The slow path runs only if a long run of digits is
 * present: such numbers are turned into marked strings first, and the marks into ExactNumber afterwards.
 */
export function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    if (!LONG_NUMBER.test(text)) return { ok: true, value: JSON.parse(text) };
    const marked = text.replace(STRING_OR_NUMBER, (token) =>
      token.startsWith('"') || isExact(token) ? token : JSON.stringify(MARK + token),
    );
    const revive = (_key: string, value: unknown) =>
      typeof value === "string" && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value;
    return { ok: true, value: JSON.parse(marked, revive) };
  } catch {
    return { ok: false };
  }
}

function isExact(token: string): boolean {
  return !/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token));
}

/** Whether text could be a JSON object or array: cheap enough to ask before parsing. */
export function looksLikeJson(text: string): boolean {
  const start = text.trimStart();
  const end = text.trimEnd();
  return (start.startsWith("{") && end.endsWith("}")) || (start.startsWith("[") && end.endsWith("]"));
}

/** JSON for people and the clipboard. Exact numbers are written as numbers again. */
export function prettyJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2) as string | undefined;
  return (text ?? "null").replace(/"\\u0000exact:(-?\d+)"/g, "$1");
}
