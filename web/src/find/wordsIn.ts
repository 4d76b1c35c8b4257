import { readPieces } from "../ask/pieces";

/** Whether a query is nothing but words: then names can be looked at at once, also for parts of words. */
export function isPlain(q: string): boolean {
  return readPieces(q, "span").every(
    (piece) => piece.kind === "text" && !piece.negated && !piece.name.includes('"'),
  );
}

/** The text that a query asks for, as the search takes it; nothing where words need not all be there. */
export function wordsIn(q: string): string {
  const pieces = readPieces(q, "span");
  const isSimple = pieces.every(
    (piece) => piece.depth === 0 && piece.kind !== "join" && piece.kind !== "open",
  );
  if (!isSimple) return "";
  return pieces
    .filter((piece) => piece.kind === "text" && !piece.negated)
    .map((piece) => piece.name)
    .join(" ");
}
