/** Pieces of the filter language; docs/query.md describes it. */

const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;
/** In these a value would be more than text. */
const WORDS = new Set(["null", "and", "or", "not", "in"]);

/** A value as text and nothing else, in quotes where it needs them. */
export function quoted(value: string): string {
  if (PLAIN.test(value) && !WORDS.has(value.toLowerCase())) return value;
  const inside = value
    .replace(/["\\]/g, "\\$&")
    .replace(/[\u0000-\u001f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${inside}"`;
}

/** `user:42`, `name:"a, b"`; without a value, that there is none. */
export const condition = (field: string, value: string | null): string =>
  `${field}:${value === null ? "null" : quoted(value)}`;
