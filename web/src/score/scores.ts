import type { Score } from "../api/types";
import { formatScore } from "../lib/format";

export interface Scores {
  /** Those that judge the whole trace, or a span that is not here. */
  readonly ofTrace: readonly Score[];
  readonly bySpan: ReadonlyMap<string, readonly Score[]>;
}

/** Puts every score beside what it judges. */
export function placeScores(scores: readonly Score[], spans: ReadonlyMap<string, number>): Scores {
  const ofTrace: Score[] = [];
  const bySpan = new Map<string, Score[]>();
  for (const score of scores) {
    if (score.spanId === null || !spans.has(score.spanId)) ofTrace.push(score);
    else if (bySpan.has(score.spanId)) bySpan.get(score.spanId)!.push(score);
    else bySpan.set(score.spanId, [score]);
  }
  return { ofTrace, bySpan };
}

/** The verdict in one word: the label if there is one, else the number. */
export function verdict({ text, value }: Score): string {
  if (text !== null && text !== "") return text;
  return value === null ? "no value" : formatScore(value);
}
