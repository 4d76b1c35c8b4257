import { createContext } from "react";
import { isRecord, looksLikeJson, parseJson } from "../lib/json";

/** A tool that a model could choose, as far as its definition can be read. */
export interface OfferedTool {
  name: string | null;
  description: string | null;
  /** What was recorded; null where that is no more than the name. */
  definition: unknown;
}

/** The tools of the span whose content is shown. */
export const OfferedTools = createContext<readonly OfferedTool[]>([]);

/** Reads definitions as the dialects hand them on: most are objects, some only names, some JSON as text. */
export function readTools(definitions: readonly unknown[]): OfferedTool[] {
  return definitions.flatMap((recorded) => {
    if (typeof recorded === "string" && isName(recorded)) {
      return [{ name: recorded, description: null, definition: null }];
    }
    const definition = typeof recorded === "string" ? unpack(recorded) : recorded;
    // Gemini puts several functions into one tool.
    const declared = isRecord(definition)
      ? (definition["functionDeclarations"] ?? definition["function_declarations"])
      : null;
    return Array.isArray(declared) ? declared.map(readTool) : [readTool(definition)];
  });
}

function readTool(definition: unknown): OfferedTool {
  if (!isRecord(definition)) return { name: null, description: null, definition };
  const inner = WRAPPERS.map((key) => definition[key]).find(isRecord) ?? definition;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  return { name: text(inner["name"]), description: text(inner["description"]), definition };
}

/** Chat completions wrap a definition by its kind, Bedrock in `toolSpec`. */
const WRAPPERS = ["function", "custom", "toolSpec"];

/** Lists, code and JSON come as text too; none of them is a name. */
const isName = (text: string) => text.length <= 128 && /^[^\s,;()[\]{}"<>=][^,;()[\]{}"<>=\r\n]*$/.test(text);

function unpack(text: string): unknown {
  const parsed = looksLikeJson(text) ? parseJson(text) : null;
  return parsed?.ok ? parsed.value : text;
}

/** The tool of that name; where none has it, one whose name differs only in case and punctuation. */
export function findTool(tools: readonly OfferedTool[], name: string): OfferedTool | null {
  const like = plain(name);
  return (
    tools.find((tool) => tool.name === name) ??
    tools.find((tool) => like !== "" && tool.name !== null && plain(tool.name) === like) ??
    null
  );
}

/** Some frameworks record "Get Weather" and offer the model get_weather. */
const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether it is certain that a tool was not offered: one without a name could be any, or stand for many. */
export function isForeign(tools: readonly OfferedTool[], name: string): boolean {
  return tools.length > 0 && tools.every((tool) => tool.name !== null) && findTool(tools, name) === null;
}
