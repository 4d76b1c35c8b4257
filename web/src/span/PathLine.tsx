import { Clew } from "../ui/Clew";
import type { SpanTree } from "../trace/spanTree";

interface Props {
  traceName: string | null;
  path: readonly number[];
  tree: SpanTree;
  onSelect: (spanId: string | null) => void;
}

/** More ancestors than these are told by their number. */
const SHOWN = 4;

/** The way from the trace to this span, on the thread. */
export function PathLine({ traceName, path, tree, onSelect }: Props) {
  const above = path.slice(0, -1);
  const hidden = Math.max(0, above.length - SHOWN);
  const shown = above.slice(hidden);
  const { skeleton } = tree;
  return (
    <nav className="path-line" aria-label="Way to this span">
      <ol>
        <li>
          <button type="button" onClick={() => onSelect(null)} title={traceName ?? "The trace"}>
            <Clew size={16} />
            <span className="path-trace">{traceName ?? "Unnamed trace"}</span>
          </button>
        </li>
        {hidden > 0 && <li className="muted">{hidden} more</li>}
        {shown.map((node) => {
          const name = skeleton.strings[skeleton.name[node]!] || "unnamed";
          return (
            <li key={node}>
              <button type="button" onClick={() => onSelect(skeleton.id[node]!)} title={name}>
                {name}
              </button>
            </li>
          );
        })}
        <li className="path-end" aria-hidden="true" />
      </ol>
    </nav>
  );
}
