import type { SpanTree } from "./spanTree";
import { barOf } from "./timeScale";

interface Props {
  tree: SpanTree;
  /** The span the thread is on its way to; -1 if it ends here. */
  next: number;
  /** The span of this row, if the thread turns into it; else -1. */
  here: number;
  part: "down" | "past";
}

/** The thread through the timeline: from each bar it falls where the next span starts. */
export function TimeThread({ tree, next, here, part }: Props) {
  const leftOf = (node: number) => `${barOf(tree.skeleton.start[node]!, 0, tree.extent).left * 100}%`;
  return (
    <>
      {here >= 0 && <i className="time-thread" data-part="into" style={{ left: leftOf(here) }} />}
      {next >= 0 && <i className="time-thread" data-part={part} style={{ left: leftOf(next) }} />}
    </>
  );
}
