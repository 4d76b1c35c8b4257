const FIRST = 24_000;
const CHUNK = 16_000;

/** The opening of a long text, cut at a line end if one is near. */
export function firstPart(text: string): string {
  if (text.length <= FIRST * 1.25) return text;
  const line = text.lastIndexOf("\n", FIRST);
  return text.slice(0, line > FIRST / 2 ? line : safeEnd(text, FIRST));
}

/** Pieces that the browser lays out only when they come into view. Line ends between pieces are implied. */
export function chunkText(text: string): string[] {
  if (text.length <= FIRST * 1.25) return [text];
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    if (text.length - at <= CHUNK) {
      chunks.push(text.slice(at));
      break;
    }
    const line = text.lastIndexOf("\n", at + CHUNK);
    const end = line > at ? line : safeEnd(text, at + CHUNK);
    chunks.push(text.slice(at, end));
    at = line > at ? end + 1 : end;
  }
  return chunks;
}

/** Never between the halves of a surrogate pair. */
function safeEnd(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
