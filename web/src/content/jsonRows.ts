import { ExactNumber, isRecord } from "../lib/json";

/** Children of one container that are shown before "more". */
export const PAGE = 100;
/** The tree opens by itself until about this many rows are on screen. */
const INTERESTING = 40;

export type Branch = Record<string, unknown> | unknown[];

export function isBranch(value: unknown): value is Branch {
  return Array.isArray(value) || (isRecord(value) && !(value instanceof ExactNumber));
}

export function sizeOf(branch: Branch): number {
  return Array.isArray(branch) ? branch.length : Object.keys(branch).length;
}

export function entriesOf(branch: Branch, limit: number): [string, unknown][] {
  if (Array.isArray(branch)) return branch.slice(0, limit).map((item, at) => [String(at), item]);
  return Object.entries(branch).slice(0, limit);
}

/** A path within the value, as a key for what is open. */
export const childPath = (path: string, key: string) =>
  `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Which branches are open at first: level by level, as long as the whole stays on one screen. */
export function openAtFirst(value: unknown): Set<string> {
  const open = new Set<string>();
  let level: [string, Branch][] = isBranch(value) ? [["", value]] : [];
  let rows = 1;
  while (level.length > 0) {
    const below: [string, Branch][] = [];
    const cost = level.reduce((sum, [, branch]) => sum + Math.min(PAGE, sizeOf(branch)), 0);
    if (open.size > 0 && rows + cost > INTERESTING) break;
    rows += cost;
    for (const [path, branch] of level) {
      open.add(path);
      for (const [key, child] of entriesOf(branch, PAGE)) {
        if (isBranch(child) && sizeOf(child) > 0) below.push([childPath(path, key), child]);
      }
    }
    level = below;
  }
  return open;
}

/** Values that the preview of a closed branch names. */
export const PREVIEW = 4;

/** A closed branch in a few words: its first plain values. */
export function previewOf(branch: Branch): string {
  const words = entriesOf(branch, PREVIEW).map(([key, child]) => {
    const text = isBranch(child) ? branchText(child) : plainText(child);
    return Array.isArray(branch) ? text : `${key} ${text}`;
  });
  return sizeOf(branch) > PREVIEW ? `${words.join(", ")}, …` : words.join(", ");
}

/** OTLP wraps every value in an object with one field; such a field is shown, anything larger is not. */
function branchText(branch: Branch): string {
  if (Array.isArray(branch)) return branch.length === 0 ? "[]" : "[…]";
  const [first, ...rest] = entriesOf(branch, 2);
  if (first === undefined) return "{}";
  const [key, value] = first;
  return rest.length > 0 || isBranch(value) ? "{…}" : `{${key} ${plainText(value)}}`;
}

function plainText(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
