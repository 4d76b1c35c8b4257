import type { Span } from "../api/types";
import { parseJson } from "../lib/json";

export interface ToolTexts {
  /** True where the span's input or output only repeats the arguments or the result. */
  coversInput: boolean;
  coversOutput: boolean;
}

/**
 * Tool calls usually carry their arguments twice: once as such and once as the span's
 * input. What is absent on both sides is said once.
 */
export function toolTexts(span: Span): ToolTexts | null {
  const { toolName, toolArguments, toolResult } = span;
  if (span.type !== "tool" && toolArguments === null && toolResult === null) return null;
  if (toolName === null && toolArguments === null && toolResult === null) return null;
  return {
    coversInput: covers(toolArguments, span.input, span.input_truncated),
    coversOutput: covers(toolResult, span.output, span.output_truncated),
  };
}

function covers(own: string | null, content: string | null, truncated: boolean): boolean {
  return own === null ? content === null : same(own, content) && !truncated;
}

function same(one: string, other: string | null): boolean {
  if (other === null || one === other) return true;
  if (one.length > 100_000 || other.length > 100_000) return false;
  const [left, right] = [parseJson(one), parseJson(other)];
  return left.ok && right.ok && JSON.stringify(left.value) === JSON.stringify(right.value);
}
