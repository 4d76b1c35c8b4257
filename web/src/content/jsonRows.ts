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

/** A closed branch in a few words: its first plain values. */
export function previewOf(branch: Branch): string {
  const words: string[] = [];
  for (const [key, child] of entriesOf(branch, 4)) {
    const text = isBranch(child) ? (Array.isArray(child) ? "[…]" : "{…}") : plainText(child);
    words.push(Array.isArray(branch) ? text : `${key} ${text}`);
  }
  const preview = words.join(", ");
  return sizeOf(branch) > 4 ? `${preview}, …` : preview;
}

function plainText(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  const text = typeof value === "string" ? value : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
