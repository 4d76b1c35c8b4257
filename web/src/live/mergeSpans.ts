import type { LiveSpan, Skeleton } from "../api/types";

/**
 * A skeleton with spans that are new or look different.
 * @param shift By how many nanoseconds the start of the trace has moved back since.
 * @param start The start of the trace now.
 */
export function mergeSpans(
  before: Skeleton,
  spans: readonly LiveSpan[],
  start: string,
  shift: number,
): Skeleton {
  if (spans.length === 0 && shift === 0) return before;
  const row = rowsOf(before);
  const places = new Map(before.id.map((id, at) => [id, at]));
  const strings = new Interned(before.strings);
  const types = new Interned(before.types);
  const statuses = new Interned(before.statuses);
  const levels = new Interned(before.levels);
  const rows = before.id.map((_, at) => row(at, shift));
  const origin = BigInt(start);
  for (const span of spans) {
    const at = places.get(span.id) ?? rows.length;
    places.set(span.id, at);
    rows[at] = {
      id: span.id,
      parentId: span.parentId,
      missing: span.missingParentId,
      name: strings.of(span.name),
      model: strings.of(span.model),
      service: strings.of(span.service),
      tool: strings.of(span.tool),
      type: types.of(span.type),
      status: statuses.of(span.status),
      level: levels.of(span.level),
      start: Number(BigInt(span.startUnixNano) - origin),
      duration: span.durationNano === null ? null : Number(span.durationNano),
      inputTokens: span.inputTokens,
      outputTokens: span.outputTokens,
      counts: span.counts ? 1 : 0,
      cost: span.cost,
    };
  }
  rows.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  return columnsOf(rows, strings.texts, types.texts, statuses.texts, levels.texts);
}

interface Row {
  id: string;
  parentId: string | null;
  missing: string | null;
  name: number;
  model: number;
  service: number;
  tool: number;
  type: number;
  status: number;
  level: number;
  start: number;
  duration: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  counts: number;
  cost: number | null;
}

const rowsOf =
  (from: Skeleton) =>
  (at: number, shift: number): Row => ({
    id: from.id[at]!,
    parentId: from.parent[at]! < 0 ? null : from.id[from.parent[at]!]!,
    missing: from.missingParents[String(at)] ?? null,
    name: from.name[at]!,
    model: from.model[at]!,
    service: from.service[at]!,
    tool: from.tool[at]!,
    type: from.type[at]!,
    status: from.status[at]!,
    level: from.level[at]!,
    start: from.start[at]! + shift,
    duration: from.duration[at]!,
    inputTokens: from.inputTokens[at]!,
    outputTokens: from.outputTokens[at]!,
    counts: from.counts[at]!,
    cost: from.cost[at]!,
  });

function columnsOf(
  rows: readonly Row[],
  strings: string[],
  types: string[],
  statuses: string[],
  levels: string[],
): Skeleton {
  const places = new Map(rows.map((row, at) => [row.id, at]));
  const missing = rows.flatMap((row, at) => (row.missing === null ? [] : [[String(at), row.missing]]));
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    parent: rows.map((row) => (row.parentId === null ? -1 : (places.get(row.parentId) ?? -1))),
    name: rows.map((row) => row.name),
    model: rows.map((row) => row.model),
    service: rows.map((row) => row.service),
    tool: rows.map((row) => row.tool),
    type: rows.map((row) => row.type),
    status: rows.map((row) => row.status),
    level: rows.map((row) => row.level),
    start: rows.map((row) => row.start),
    duration: rows.map((row) => row.duration),
    inputTokens: rows.map((row) => row.inputTokens),
    outputTokens: rows.map((row) => row.outputTokens),
    counts: rows.map((row) => row.counts),
    cost: rows.map((row) => row.cost),
    strings,
    types,
    statuses,
    levels,
    missingParents: Object.fromEntries(missing) as Record<string, string>,
  };
}

/** A table of texts that grows. */
class Interned {
  readonly texts: string[];
  private readonly places: Map<string, number>;

  constructor(texts: readonly string[]) {
    this.texts = [...texts];
    this.places = new Map(texts.map((text, at) => [text, at]));
  }

  of(text: string | null): number {
    if (text === null) return -1;
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
