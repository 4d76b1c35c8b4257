export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond this many pairs of lines the middle counts as exchanged altogether: comparing would take too long. */
const PAIRS = 4_000_000;

/** In JSON, a comma at the end says only that something follows. */
const same = (one: string | undefined, other: string | undefined) =>
  one === other || one?.replace(/,$/, "") === other?.replace(/,$/, "");

/**
 * What changed from one text to the other, line by line, by their longest common subsequence. What did not is
 * shown as it is now.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && same(before[start], after[start])) start++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && same(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const old = before.slice(start, before.length - tail);
  const fresh = after.slice(start, after.length - tail);
  return [
    ...lines("same", after.slice(0, start)),
    ...(old.length * fresh.length > PAIRS
      ? [...lines("removed", old), ...lines("added", fresh)]
      : diffMiddle(old, fresh)),
    ...lines("same", after.slice(after.length - tail)),
  ];
}

const lines = (kind: DiffLine["kind"], texts: readonly string[]): DiffLine[] =>
  texts.map((text) => ({ kind, text }));

function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const width = fresh.length + 1;
  // common[i, j]: how many lines the rests from i and from j share.
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] = same(old[i], fresh[j])
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < fresh.length) {
    if (same(old[i], fresh[j])) {
      result.push({ kind: "same", text: fresh[j++]! });
      i++;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      result.push({ kind: "removed", text: old[i++]! });
    } else {
      result.push({ kind: "added", text: fresh[j++]! });
    }
  }
  return [...result, ...lines("removed", old.slice(i)), ...lines("added", fresh.slice(j))];
}

export type DiffRow = DiffLine | { kind: "gap"; count: number };

/** Unchanged lines far from a change become a gap; one that would hide a line or two is none. */
export function foldSame(diff: readonly DiffLine[], context = 3): DiffRow[] {
  const near = new Uint8Array(diff.length);
  diff.forEach(({ kind }, at) => {
    if (kind !== "same") near.fill(1, Math.max(0, at - context), at + context + 1);
  });
  const rows: DiffRow[] = [];
  for (let at = 0; at < diff.length;) {
    let end = at;
    while (end < diff.length && near[end] === 0) end++;
    if (end - at > 2) rows.push({ kind: "gap", count: end - at });
    else rows.push(...diff.slice(at, end));
    if (end < diff.length) rows.push(diff[end]!);
    at = end + 1;
  }
  return rows;
}
