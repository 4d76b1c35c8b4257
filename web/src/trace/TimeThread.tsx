import type { SpanTree } from "./spanTree";
import { placeOf, type TimeWindow } from "./timeScale";

interface Props {
  tree: SpanTree;
  window: TimeWindow;
  /** The span the thread is on its way to; -1 if it ends here. */
  next: number;
  /** The span of this row, if the thread turns into it; else -1. */
  here: number;
  part: "down" | "past";
}

/** The thread through the timeline: from each bar it falls where the next span starts. */
export function TimeThread({ tree, window, next, here, part }: Props) {
  const place = (node: number) => (node < 0 ? null : placeOf(tree.skeleton.start[node]!, window));
  const into = place(here);
  const onward = place(next);
  return (
    <>
      {into !== null && <i className="time-thread" data-part="into" style={{ left: `${into * 100}%` }} />}
      {onward !== null && <i className="time-thread" data-part={part} style={{ left: `${onward * 100}%` }} />}
    </>
  );
}
