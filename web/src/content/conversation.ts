import type { Message, Part, ToolCallPart, ToolResultPart } from "../api/types";

/** A part as it is read: a tool call carries its result with it. */
export type Unit =
  | { kind: "part"; part: Exclude<Part, ToolCallPart | ToolResultPart> }
  | { kind: "tool"; call: ToolCallPart | null; result: ToolResultPart | null };

export interface Turn {
  role: string;
  name: string | null;
  finishReason: string | null;
  units: Unit[];
}

/**
 * Puts every tool result to its call, by id, wherever in the conversation the two stand. A message that
 * held nothing but such results disappears; results without a call stay where they are.
 */
export function toTurns(messages: readonly Message[]): Turn[] {
  const results = resultsById(messages);
  const taken = takenResults(messages, results);
  const turns: Turn[] = [];
  for (const { role, name, finishReason, parts } of messages) {
    const units = parts.filter((part) => !taken.has(part)).map((part) => toUnit(part, results));
    if (units.length === 0 && parts.length > 0) continue;
    turns.push({ role, name, finishReason, units });
  }
  return turns;
}

/** Ids can repeat (some clients number calls per request), so results queue up under their id. */
function resultsById(messages: readonly Message[]): Map<string, ToolResultPart[]> {
  const results = new Map<string, ToolResultPart[]>();
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type !== "tool_result" || part.id == null) continue;
      const queue = results.get(part.id);
      if (queue) queue.push(part);
      else results.set(part.id, [part]);
    }
  }
  return results;
}

function takenResults(messages: readonly Message[], results: Map<string, ToolResultPart[]>): Set<Part> {
  const taken = new Set<Part>();
  const used = new Map<string, number>();
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type !== "tool_call" || part.id == null) continue;
      const turn = used.get(part.id) ?? 0;
      const result = results.get(part.id)?.[turn];
      if (!result) continue;
      used.set(part.id, turn + 1);
      taken.add(result);
    }
  }
  return taken;
}

function toUnit(part: Part, results: Map<string, ToolResultPart[]>): Unit {
  if (part.type === "tool_result") return { kind: "tool", call: null, result: part };
  if (part.type !== "tool_call") return { kind: "part", part };
  return { kind: "tool", call: part, result: (part.id && results.get(part.id)?.shift()) || null };
}

/** How many turns of a long conversation are folded, and after which turn: the opening and the end stay. */
export function foldOf(turns: readonly Turn[]): { after: number; count: number } | null {
  const tail = 4;
  const opening = turns[0]?.role === "system" || turns[0]?.role === "developer" ? 1 : 0;
  const count = turns.length - opening - tail;
  return count >= 3 ? { after: opening, count } : null;
}
