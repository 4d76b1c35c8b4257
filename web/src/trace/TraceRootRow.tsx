import { formatCount, formatDuration } from "../lib/format";
import { Clew } from "../ui/Clew";
import type { SpanTree } from "./spanTree";
import type { ThreadInRow } from "./thread";
import type { TimeWindow } from "./timeScale";
import { ThreadLines } from "./ThreadLines";
import { TimeThread } from "./TimeThread";

interface Props {
  tree: SpanTree;
  name: string;
  selected: boolean;
  window: TimeWindow;
  thread: ThreadInRow | null;
  onSelect: (node: number) => void;
}

/** The trace as a whole: where the thread begins. */
export function TraceRootRow({ tree, name, selected, window, thread, onSelect }: Props) {
  let tokens = 0;
  for (let node = 0; node < tree.count; node++) if (tree.parent[node] === -1) tokens += tree.tokens[node]!;
  return (
    <div
      id="span-row-0"
      className="span-row trace-root"
      role="row"
      aria-level={1}
      aria-expanded={true}
      aria-rowindex={2}
      aria-selected={selected}
      onClick={() => onSelect(-1)}
    >
      <span role="gridcell" className="span-name-cell" style={{ paddingLeft: 5 }}>
        <ThreadLines from={null} down={thread?.down ?? null} past={null} level={0} leaf={false} />
        <Clew size={20} />
        <b className="span-name">{name}</b>
        <span className="muted">trace</span>
      </span>
      <span role="gridcell" className="cell-right number">
        {tokens > 0 && formatCount(tokens)}
      </span>
      <span role="gridcell" className="cell-right number">
        {tree.open ? <span className="muted">open</span> : formatDuration(tree.extent)}
      </span>
      <span role="gridcell" className="time-cell">
        <i className="time-whole" />
        <TimeThread tree={tree} window={window} next={thread?.next ?? -1} here={-1} part="down" />
      </span>
    </div>
  );
}
