/**
 * Closes JSON that its sender cut, so that what is there can be read: `[{"a":"long te` becomes
 * `[{"a":"long te"}]`. Half a text stays; half a number, word or name goes. Null if the text is no array or
 * object that ends too early. The server does the same for conversations.
 */
export function closeCut(text: string): string | null {
  const json = text.replace(MARKS, "");
  if (!/^\s*[[{]/.test(json)) return null;
  const open: Open[] = [];
  // So much is complete, but for the ends of what is open.
  let kept = 0;
  let last = "";
  for (let at = 0; at < json.length; at++) {
    const char = json[at]!;
    if (char === '"') {
      const isValue = last === ":" || open.at(-1)?.end === "]";
      const { end, whole } = endOfString(json, at);
      if (!isValue && end === null) break;
      if (end === null) return close(json.slice(0, whole) + '"', open);
      if (isValue) kept = end;
      at = end - 1;
    } else if (char === "[" || char === "{") {
      open.push({ end: char === "[" ? "]" : "}", before: kept, after: at + 1 });
      kept = at + 1;
    } else if (char === "]" || char === "}") {
      open.pop();
      if (open.length === 0) return null;
      kept = at + 1;
    } else if (char === ",") {
      kept = at;
    }
    if ("[{,:".includes(char)) last = char;
  }
  return close(json.slice(0, kept), open);
}

interface Open {
  end: "]" | "}";
  before: number;
  after: number;
}

/** What SDKs write where they cut. */
const MARKS = /(\.\.\.|…)?([[<(]truncated[\]>)])?\s*$/i;

/** Behind its closing quote; of a string without one, where its last whole character ends. */
function endOfString(json: string, start: number): { end: number | null; whole: number } {
  let halfPair = -1;
  for (let at = start + 1; at < json.length; at++) {
    const char = json[at]!;
    if (char === '"') return { end: at + 1, whole: at };
    if (char === "\\") {
      const length = json[at + 1] === "u" ? 6 : 2;
      if (at + length > json.length) return { end: null, whole: halfPair < 0 ? at : halfPair };
      const isHigh = length === 6 && /^d[89ab]/i.test(json.slice(at + 2, at + 4));
      halfPair = isHigh ? at : -1;
      at += length - 1;
    } else {
      halfPair = char >= "\ud800" && char <= "\udbff" ? at : -1;
    }
  }
  return { end: null, whole: halfPair < 0 ? json.length : halfPair };
}

function close(json: string, open: readonly Open[]): string | null {
  let [text, depth] = [json, open.length];
  // A container that has just begun says nothing.
  for (; depth > 0 && text.length === open[depth - 1]!.after; depth--) {
    text = text.slice(0, open[depth - 1]!.before);
  }
  if (depth === 0) return null;
  const closed = [text];
  for (; depth > 0; depth--) closed.push(open[depth - 1]!.end);
  const whole = closed.join("");
  try {
    JSON.parse(whole);
    return whole;
  } catch {
    return null;
  }
}
