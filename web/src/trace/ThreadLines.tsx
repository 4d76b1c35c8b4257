import { columnOf } from "./thread";

interface Props {
  from: number | null;
  down: number | null;
  past: number | null;
  /** The level of the row itself. */
  level: number;
  /** A row without a fold mark gets a knot where the mark would be. */
  leaf: boolean;
}

/** The thread through the tree, for one row of 28 px. */
export function ThreadLines({ from, down, past, level, leaf }: Props) {
  if (from === null && down === null && past === null) return null;
  const own = columnOf(level);
  const lines: string[] = [];
  if (past !== null) lines.push(`M${columnOf(past)} 0V28`);
  if (from !== null) {
    const above = columnOf(from);
    const end = leaf ? own : own - 5;
    lines.push(
      above >= end - 4 ? `M${above} 0V${leaf ? 14 : 8}` : `M${above} 0V8Q${above} 14 ${above + 6} 14H${end}`,
    );
  }
  if (down !== null) lines.push(`M${own} ${level === 0 ? 22 : leaf ? 14 : 20}V28`);
  return (
    <svg className="thread-lines" width={own + 6} height="28" aria-hidden="true">
      <path d={lines.join("")} />
      {from !== null && leaf && <circle cx={own} cy="14" r="2.5" />}
    </svg>
  );
}
