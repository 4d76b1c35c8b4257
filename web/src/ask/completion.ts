import type { Field, FieldValue, Subject } from "../api/ask";
import { plainName, quote, readPieces, unquote } from "./pieces";

/** What is being written where the caret stands. */
export interface Place {
  kind: "field" | "value";
  subject: Subject;
  /** What is there of it before the caret. */
  typed: string;
  /** What a suggestion takes the place of. */
  from: number;
  to: number;
  /** The field that a value is of. */
  field: string;
  /** Whether a sign stands behind the name already. */
  signed: boolean;
}

export function placeAt(q: string, caret: number, subject: Subject): Place {
  const pieces = readPieces(q, subject);
  const inside = (one: { from: number; to: number }) => one.from <= caret && caret <= one.to;
  const piece = pieces.findLast((one) => inside(one) && one.kind !== "open" && one.kind !== "close");
  const open = pieces.findLast((one) => one.from < caret && one.kind === "open");
  const here = piece?.subject ?? pieces.find((one) => open && one.from > open.from)?.subject;
  const scope = here ?? scopeBehind(q.slice(0, caret), subject);
  const none = { subject: scope, typed: "", from: caret, to: caret, field: "", signed: false };
  if (piece === undefined) return { ...none, kind: "field" };
  if (piece.kind === "condition" && caret >= piece.valueFrom) {
    const value = piece.values.find(inside) ?? { from: caret, to: caret };
    const typed = unquote(q.slice(value.from, caret));
    return { ...none, ...value, kind: "value", field: piece.name, typed };
  }
  if (caret < piece.nameFrom || caret > piece.nameTo) return { ...none, kind: "field", signed: true };
  return {
    ...none,
    kind: "field",
    typed: q.slice(piece.nameFrom, caret),
    from: piece.nameFrom,
    to: piece.nameTo,
    signed: piece.kind === "condition",
  };
}

/** Behind an open parenthesis with nothing in it yet. */
function scopeBehind(before: string, subject: Subject): Subject {
  return readPieces(`${before} x`, subject).at(-1)?.subject ?? subject;
}

export interface Suggestion {
  text: string;
  about: string;
  /** Goes in at the place. */
  insert: string;
  /** Whether more has to be written: the list stays. */
  goesOn: boolean;
}

const MOST = 40;
const WORDS: readonly Suggestion[] = [
  { text: "has:", about: "there is a value", insert: "has:", goesOn: true },
  { text: "is:", about: "a status, or true", insert: "is:", goesOn: true },
  { text: "span(…)", about: "one span of it to which all of this applies", insert: "span(", goesOn: true },
  { text: "or", about: "one of the two, or both", insert: "or ", goesOn: false },
  { text: "not", about: "what follows is not so", insert: "not ", goesOn: false },
];

const SIGNS: Record<string, [words: string, ofTime?: string]> = {
  ":": ["is"],
  "!=": ["is not"],
  "~": ["contains"],
  "!~": ["does not contain"],
  ">": ["more than", "after"],
  ">=": ["at least", "from"],
  "<": ["less than", "before"],
  "<=": ["at most", "up to the end of"],
};

/** What a value can look like where the server cannot know them. */
const SHAPES: Partial<Record<Field["type"], readonly [value: string, about: string][]>> = {
  time: [
    ["-1h", "an hour ago"],
    ["-1d", "a day ago"],
    ["today", "the whole day"],
    ["yesterday", "the whole day before"],
    ["last24h", "the last 24 hours"],
    ["2026-11-20", "a day"],
  ],
  duration: [
    ["250ms", "milliseconds"],
    ["2s", "seconds"],
    ["1m30s", "minutes and seconds"],
  ],
  count: [
    ["100", ""],
    ["2k", "2000"],
    ["100..2000", "from and to"],
  ],
  money: [
    ["0.01", "a cent"],
    ["$1", "a dollar"],
  ],
  flag: [
    ["true", ""],
    ["false", ""],
  ],
};

export function findField(fields: readonly Field[], name: string): Field | undefined {
  const known = plainName(name.replace(/^(?:span|trace)\./i, ""));
  const is = (one: string) => plainName(one) === known;
  return (
    fields.find((field) => is(field.name) || field.aliases.some(is)) ??
    fields.find((field) => field.takesPath && known.startsWith(`${plainName(field.name)}.`))
  );
}

/** Which values a place needs from the server: those of a field, or the paths of one. */
export function valuesFor(place: Place, fields: readonly Field[]): { field: string; prefix: string } | null {
  if (place.kind === "value") {
    const field = findField(fields, place.field);
    const known = field !== undefined && field.type === "text";
    return known ? { field: place.field, prefix: place.typed.replaceAll("*", "") } : null;
  }
  const [, head, rest] = /^([^.[]+)[.[]"?(.*)$/.exec(place.typed) ?? [];
  const field = head === undefined ? undefined : findField(fields, head);
  return field?.takesPath ? { field: field.name, prefix: rest ?? "" } : null;
}

export function suggest(
  place: Place,
  fields: readonly Field[],
  values: readonly FieldValue[] | undefined,
): Suggestion[] {
  return (
    place.kind === "value" ? ofValues(place, fields, values ?? []) : ofFields(place, fields, values ?? [])
  ).slice(0, MOST);
}

function ofValues(place: Place, fields: readonly Field[], values: readonly FieldValue[]): Suggestion[] {
  const name = plainName(place.field);
  if (name === "has") return named(place.typed, fields).map((field) => done(field.name, field.about));
  if (name === "is") {
    const words = fields.find((field) => field.name === "status")?.words ?? [];
    const flags = fields.filter((field) => field.type === "flag");
    return matching(place.typed, [
      ...words.map((word) => done(word, "status")),
      ...flags.map((field) => done(field.name, field.about)),
    ]);
  }
  const field = findField(fields, place.field);
  if (field === undefined) return [];
  if (field.type === "word")
    return matching(
      place.typed,
      field.words.map((word) => done(word, "")),
    );
  if (field.type === "text") {
    return values.map(({ value, count }) => ({ ...done(quote(value), `${count}`), text: value || '""' }));
  }
  return matching(
    place.typed,
    (SHAPES[field.type] ?? []).map(([value, about]) => done(value, about)),
  );
}

const done = (text: string, about: string): Suggestion => ({
  text,
  about,
  insert: `${text} `,
  goesOn: false,
});

const matching = (typed: string, all: Suggestion[]) =>
  all.filter((one) => one.text.toLowerCase().startsWith(typed.toLowerCase()));

function ofFields(place: Place, fields: readonly Field[], paths: readonly FieldValue[]): Suggestion[] {
  const wanted = valuesFor(place, fields);
  if (wanted !== null) {
    return paths.map(({ value }) => {
      const name = /^[\w.]+$/.test(value) ? `${wanted.field}.${value}` : `${wanted.field}["${value}"]`;
      return { text: name, about: "", insert: place.signed ? name : `${name}:`, goesOn: true };
    });
  }
  const exact = fields.find((field) =>
    [field.name, ...field.aliases].some((name) => name.toLowerCase() === place.typed.toLowerCase()),
  );
  const signs = exact === undefined || place.signed ? [] : signsOf(exact, place.typed);
  const found = named(place.typed, fields)
    .filter((field) => field !== exact)
    .map((field) => ({
      text: field.name,
      about:
        field.of === place.subject
          ? field.about
          : `Of ${field.of === "span" ? "a span" : "its trace"}: ${field.about}`,
      insert: place.signed ? field.name : field.name + usualSign(field),
      goesOn: true,
    }));
  const words = place.signed || place.typed === "" ? [] : matching(place.typed, [...WORDS]);
  return [...signs, ...found.slice(0, MOST - words.length), ...words];
}

function signsOf(field: Field, typed: string): Suggestion[] {
  if (field.takesPath) return [{ text: `${typed}.…`, about: field.about, insert: `${typed}.`, goesOn: true }];
  const usual = usualSign(field);
  const known = field.operators.filter((sign) => sign in SIGNS);
  return [usual, ...known.filter((sign) => sign !== usual)].map((sign) => {
    const [words, ofTime] = SIGNS[sign]!;
    const about = field.type === "time" ? (ofTime ?? words) : words;
    return { text: typed + sign, about, insert: typed + sign, goesOn: true };
  });
}

function usualSign(field: Field): string {
  if (field.takesPath) return ".";
  if (field.type === "time") return ">=";
  return ["count", "number", "money", "duration"].includes(field.type) ? ">" : ":";
}

/** Fields by their own name first, then by another, then those that have it inside. */
function named(typed: string, fields: readonly Field[]): Field[] {
  const part = plainName(typed.replace(/^(?:span|trace)\./i, ""));
  const rank = (field: Field) => {
    if (plainName(field.name).startsWith(part)) return 0;
    if (field.aliases.some((alias) => plainName(alias).startsWith(part))) return 1;
    return part.length > 1 && plainName(field.name).includes(part) ? 2 : 3;
  };
  return fields
    .map((field) => ({ field, rank: rank(field) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.field);
}
