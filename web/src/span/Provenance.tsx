import { createContext, use, useRef, useState } from "react";
import type { Provenance, Rival } from "../api/types";
import { useDismiss } from "../ui/useDismiss";
import "./provenance.css";

interface Sources {
  provenance: Record<string, Provenance>;
  /** Whether there is something to show; a price, say, is in no record. */
  canShow: (origin: Origin) => boolean;
  /** Shows what a value was made from. */
  onShow: (origin: Origin) => void;
}

type Origin = Pick<Provenance, "dialect" | "source">;

export const SourcesContext = createContext<Sources | null>(null);

interface Props {
  field: string;
  /** Another name under which the source may be recorded. */
  or?: string;
}

/** The faint mark behind a derived value. It opens where the value came from. */
export function SourceMark({ field, or }: Props) {
  const sources = use(SourcesContext);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  useDismiss(box, open, () => setOpen(false));
  const origin = sources?.provenance[field] ?? (or === undefined ? undefined : sources?.provenance[or]);
  if (!sources || !origin) return null;
  return (
    <span className="source-mark" ref={box}>
      <button
        type="button"
        aria-expanded={open}
        aria-label={`Where ${field} came from`}
        title={`From ${origin.source}`}
        onClick={() => setOpen(!open)}
      >
        <svg width="10" height="10" viewBox="0 0 10 10" fill="none" stroke="currentColor" aria-hidden="true">
          <circle cx="5" cy="3" r="2" />
          <path d="M5 5v4" />
        </svg>
      </button>
      {open && (
        <span className="source-card" role="note">
          Read from <code>{origin.source}</code>
          <br />
          as {origin.dialect}
          {origin.version !== null && ` (mapping version ${origin.version})`}.{" "}
          {sources.canShow(origin) && (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                setOpen(false);
                sources.onShow(origin);
              }}
            >
              Show it
            </button>
          )}
          {origin.others !== undefined && origin.others.length > 0 && <Others others={origin.others} />}
        </span>
      )}
    </span>
  );
}

/** What lost against the value that is shown. */
function Others({ others }: { others: readonly Rival[] }) {
  return (
    <span className="source-others">
      Said differently elsewhere, and trusted less:
      {others.map((rival) => (
        <span key={`${rival.dialect} ${rival.source}`}>
          <q>{rival.value}</q> in <code>{rival.source}</code> ({rival.dialect})
        </span>
      ))}
    </span>
  );
}

/** The name of a source, which leads to it where it can be seen. */
export function SourceLink({ origin }: { origin: Origin }) {
  const sources = use(SourcesContext);
  if (!sources?.canShow(origin)) return <code>{origin.source}</code>;
  return (
    <button type="button" className="text-button" onClick={() => sources.onShow(origin)}>
      <code>{origin.source}</code>
    </button>
  );
}
