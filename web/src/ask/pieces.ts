import type { Subject } from "../api/ask";

/** A stretch of a query. */
interface Stretch {
  from: number;
  to: number;
}

/**
 * A part of a query, read just well enough to help writing it; what it means is for the server to say.
 * `condition` is a field, a sign and its values; `join` is and, or, not.
 */
export interface Piece extends Stretch {
  kind: "condition" | "text" | "join" | "open" | "close";
  /** How many parentheses it stands in. */
  depth: number;
  /** Whose fields stand here. */
  subject: Subject;
  negated: boolean;
  /** The field of a condition, else the text itself. */
  name: string;
  nameFrom: number;
  nameTo: number;
  sign: string;
  /** Where values begin; -1 in what is no condition. */
  valueFrom: number;
  values: Stretch[];
}

const SIGN = /^(?:!=|!~|>=|<=|[:=~<>])/;
const SPACE = /\s/;

export function readPieces(q: string, subject: Subject): Piece[] {
  const pieces: Piece[] = [];
  const subjects: Subject[] = [subject];
  let at = 0;

  const skip = (from: number) => {
    while (from < q.length && SPACE.test(q[from]!)) from++;
    return from;
  };
  /** The end of something in quotes that begins here. */
  const quoted = (from: number) => {
    for (let end = from + 1; end < q.length; end++) {
      if (q[end] === "\\") end++;
      else if (q[end] === '"') return end + 1;
    }
    return q.length;
  };
  const word = (from: number, stop: (at: number) => boolean) => {
    let end = from;
    while (end < q.length && !SPACE.test(q[end]!) && !",()".includes(q[end]!) && !stop(end)) {
      if (q[end] === '"') end = quoted(end);
      else if (q[end] === "[") end = bracket(end);
      else end++;
    }
    return end;
  };
  const bracket = (from: number) => {
    for (let end = from + 1; end < q.length; end++) {
      if (q[end] === '"') end = quoted(end) - 1;
      else if (q[end] === "]") return end + 1;
    }
    return q.length;
  };
  const values = (from: number, list: boolean): [Stretch[], number] => {
    const found: Stretch[] = [];
    let end = skip(from);
    if (q[end] === "(") {
      list = true;
      end = skip(end + 1);
    } else if (list) return [found, from];
    for (;;) {
      const stop = word(end, () => false);
      const isJoin = list && /^(?:and|or)$/i.test(q.slice(end, stop));
      if (stop > end && !isJoin) found.push({ from: end, to: stop });
      const next = skip(stop);
      if (q[next] === ",") end = skip(next + 1);
      else if (list && q[next] === ")") return [found, next + 1];
      else if (list && next < q.length && next > end) end = next;
      else return [found, found.length === 0 || list || q[stop - 1] === "," ? next : stop];
    }
  };

  for (at = skip(0); at < q.length; at = skip(at)) {
    const from = at;
    const base = { from, depth: subjects.length - 1, subject: subjects.at(-1)!, negated: false };
    const bare = { name: "", nameFrom: from, nameTo: from, sign: "", valueFrom: -1, values: [] };
    if (q[at] === "(" || q[at] === ")" || q[at] === ",") {
      const opens = q[at] === "(";
      const before = pieces.at(-1);
      if (opens) {
        const named = before?.kind === "text" && before.to === from ? before.name.toLowerCase() : "";
        subjects.push(named === "span" || named === "trace" ? named : base.subject);
      } else if (q[at] === ")" && subjects.length > 1) subjects.pop();
      at++;
      pieces.push({ ...base, ...bare, kind: opens ? "open" : "close", to: at });
      continue;
    }
    const negated = (q[at] === "-" || q[at] === "!") && at + 1 < q.length && !SPACE.test(q[at + 1]!);
    const nameFrom = negated ? at + 1 : at;
    const nameTo = word(nameFrom, (end) => SIGN.test(q.slice(end, end + 2)));
    const name = q.slice(nameFrom, nameTo);
    const head = { ...base, negated, name, nameFrom, nameTo };
    const next = skip(nameTo);
    const sign =
      SIGN.exec(q.slice(next, next + 2))?.[0] ?? /^(?:not\s+)?in\s*(?=\()/i.exec(q.slice(next))?.[0];
    if (sign !== undefined && name !== "" && !name.startsWith('"')) {
      const valueFrom = next + sign.length;
      const [found, end] = values(valueFrom, sign.length > 2);
      pieces.push({ ...head, kind: "condition", sign: sign.trim(), valueFrom, values: found, to: end });
      at = Math.max(end, valueFrom);
      continue;
    }
    const kind = /^(?:and|or|not)$/i.test(name) && !negated ? "join" : "text";
    // What nobody can read, such as a lone sign, is passed over.
    at = Math.max(nameTo, from + 1);
    pieces.push({ ...head, kind, sign: "", valueFrom: -1, values: [], to: at });
  }
  return pieces;
}

/** A value as a query writes it. */
export function quote(value: string): string {
  const plain = /^[\p{L}\p{N}_][\p{L}\p{N}_.:/@+-]*$/u.test(value) && !value.includes("..");
  if (plain && value !== "null") return value;
  const escaped = value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

/** What a written value says. */
export function unquote(written: string): string {
  if (!written.startsWith('"')) return written;
  return written
    .slice(1)
    .replace(/(?<!\\)"$/, "")
    .replace(/\\(["\\n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

/** Names of fields are the same in any case, with or without underscores. */
export const plainName = (name: string) => name.toLowerCase().replaceAll("_", "");
