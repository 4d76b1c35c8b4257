import { useMemo, useState } from "react";
import type { HistoryEntry } from "../api/types";
import { isoToNanos } from "../lib/time";
import { CopyButton } from "../ui/CopyButton";
import { Icon } from "../ui/Icon";
import { Segments } from "../ui/Segments";
import { TimeText } from "../ui/TimeText";
import { AnyValue } from "./AnyValue";
import { LineDiff } from "./LineDiff";
import { linesOf, textOf, throughOf, type Known, type Version } from "./versions";
import "./history.css";

/** More than these wait behind a button: an agent may add to its output a hundred times. */
const FIRST = 20;

interface Props {
  id: string;
  side: "input" | "output";
  versions: readonly Version[];
  spanName: (spanId: string) => string;
  onSelect: (spanId: string) => void;
}

/** Everything that was ever given as this value, the latest first. */
export function HistoryList({ id, side, versions, spanName, onSelect }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? versions : versions.slice(0, FIRST);
  return (
    <div id={id} className="history" role="region" aria-label={`Versions of the ${side}`}>
      <ol>
        {shown.map((version, at) => (
          <li key={`${version.entry.time} ${version.entry.arrivedAt} ${versions.length - at}`}>
            <VersionView
              version={version}
              first={at === 0}
              over={versions.slice(at + 1).some(({ entry }) => entry.mode !== "span")}
              spanName={spanName}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ol>
      {shown.length < versions.length && (
        <button type="button" className="text-button number" onClick={() => setAll(true)}>
          Show all {versions.length} versions
        </button>
      )}
    </div>
  );
}

interface VersionProps extends Pick<Props, "spanName" | "onSelect"> {
  version: Version;
  first: boolean;
  /** Whether the trace had been given something before. */
  over: boolean;
}

function VersionView({ version, first, over, spanName, onSelect }: VersionProps) {
  const { entry } = version;
  const [open, setOpen] = useState(first);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" size={12} />
        <b>{modeWords(entry, over)}</b>
        <TimeText nanos={isoToNanos(entry.time)} />
        {entry.isCurrent && <span className="version-current">in use</span>}
        <Through entry={entry} />
      </summary>
      {open && (
        <VersionBody version={version}>
          {entry.spanId !== null && (
            <button type="button" className="text-button" onClick={() => onSelect(entry.spanId!)}>
              Open {spanName(entry.spanId)}
            </button>
          )}
        </VersionBody>
      )}
    </details>
  );
}

function modeWords({ mode }: HistoryEntry, over: boolean): string {
  if (mode === "span") return "From a span";
  if (mode === "merge") return "Merged";
  return over ? "Replaced" : "Set";
}

function Through({ entry: { dialect, source } }: { entry: HistoryEntry }) {
  if (dialect === null && source === null) return null;
  return (
    <span className="muted version-through">
      {dialect !== null && <>through {throughOf(dialect)} </>}
      {source !== null && <code>{source}</code>}
    </span>
  );
}

const VIEWS = {
  changes: { value: "changes", text: "Changes" },
  added: { value: "added", text: "Added" },
  whole: { value: "whole", text: "Value" },
} as const;
type View = keyof typeof VIEWS;

function VersionBody({ version, children }: { version: Version; children: React.ReactNode }) {
  const { entry, whole, before } = version;
  const views: View[] = [];
  if (whole !== null && before !== null && entry.mode !== "span") views.push("changes");
  if (entry.mode === "merge") views.push("added");
  if (whole !== null) views.push("whole");
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen ?? views[0]!;
  const value = view === "whole" ? whole!.value : entry.value;
  return (
    <div className="version-body">
      <div className="version-tools">
        {children}
        {views.length > 1 && (
          <Segments
            label="View of this version"
            options={views.map((each) => VIEWS[each])}
            value={view}
            onChange={setChosen}
            small
          />
        )}
        <CopyButton
          text={() => textOf(view === "changes" ? whole!.value : value)}
          label="Copy this version"
        />
      </div>
      {view === "changes" ? <Changes before={before} after={whole} /> : <AnyValue value={value} />}
    </div>
  );
}

function Changes({ before, after }: { before: Known; after: Known }) {
  const old = useMemo(() => linesOf(before?.value), [before]);
  const fresh = useMemo(() => linesOf(after?.value), [after]);
  return <LineDiff before={old} after={fresh} />;
}
