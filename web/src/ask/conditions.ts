import { plainName, quote, readPieces, unquote, type Piece } from "./pieces";

/** The condition at the top of a query that says which values a field may have. */
function conditionOf(q: string, names: readonly string[]): Piece | undefined {
  const pieces = readPieces(q, "trace");
  if (isChoice(pieces)) return undefined;
  const known = new Set(names.map(plainName));
  return pieces.find(
    (piece, at) =>
      piece.kind === "condition" &&
      piece.depth === 0 &&
      !piece.negated &&
      (piece.sign === ":" || piece.sign === "=") &&
      pieces[at - 1]?.kind !== "join" &&
      known.has(plainName(piece.name)) &&
      q[piece.valueFrom] !== "(",
  );
}

const isChoice = (pieces: readonly Piece[]) =>
  pieces.some((piece) => piece.kind === "join" && piece.depth === 0 && piece.name.toLowerCase() === "or");

const writtenValues = (q: string, piece: Piece | undefined) =>
  (piece?.values ?? []).map(({ from, to }) => q.slice(from, to));

/** The values that a query lets a field have, if it names them; null is "no value". */
export function chosenValues(q: string, names: readonly string[]): (string | null)[] {
  return writtenValues(q, conditionOf(q, names)).map((text) => (text === "null" ? null : unquote(text)));
}

/** The query without what it says of a field. */
export function withoutField(q: string, names: readonly string[]): string {
  const piece = conditionOf(q, names);
  return piece === undefined ? q : tidy(q.slice(0, piece.from), q.slice(piece.to));
}

/** Adds a value to those that a field may have, or takes it away again. */
export function toggleValue(q: string, names: readonly string[], value: string | null): string {
  const piece = conditionOf(q, names);
  const text = value === null ? "null" : quote(value);
  if (piece === undefined) {
    const rest = isChoice(readPieces(q, "trace")) ? `(${q.trim()})` : q.trim();
    return tidy(rest, `${names[0]}:${text}`);
  }
  const chosen = chosenValues(q, names);
  const at = chosen.indexOf(value);
  const written = writtenValues(q, piece);
  const next = at < 0 ? [...written, text] : written.toSpliced(at, 1);
  const condition = next.length === 0 ? "" : `${piece.name}:${next.join(",")}`;
  return tidy(tidy(q.slice(0, piece.from), condition), q.slice(piece.to));
}

const tidy = (before: string, after: string) => `${before.trimEnd()} ${after.trimStart()}`.trim();
