import { useMemo, useState } from "react";
import { diffLines, foldSame, type DiffRow } from "../lib/lineDiff";
import { plural } from "../lib/format";
import "./history.css";

/** A change of more lines than this starts with its first. */
const FIRST = 400;

const MARKS = { added: "+", removed: "−", same: "" };

/** What changed, line by line. Mark and word say it, not a colour. */
export function LineDiff({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const [whole, setWhole] = useState(false);
  const [all, setAll] = useState(false);
  const diff = useMemo(() => diffLines(before, after), [before, after]);
  const rows = useMemo((): readonly DiffRow[] => (whole ? diff : foldSame(diff)), [diff, whole]);
  const count = (kind: string) => diff.filter((line) => line.kind === kind).length;
  const [added, removed] = [count("added"), count("removed")];
  if (added + removed === 0) return <p className="muted">Nothing changed: it is the same value again.</p>;
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      <p className="muted number">
        {plural(added, "line")} added, {removed} removed
      </p>
      <ol className="line-diff">
        {shown.map((row, at) =>
          row.kind === "gap" ? (
            <li key={at} className="diff-gap">
              <button type="button" className="text-button number" onClick={() => setWhole(true)}>
                {plural(row.count, "unchanged line")}
              </button>
            </li>
          ) : (
            <li key={at} data-kind={row.kind}>
              <span className="diff-mark" aria-hidden="true">
                {MARKS[row.kind]}
              </span>
              <DiffText kind={row.kind} text={row.text} />
            </li>
          ),
        )}
      </ol>
      {shown.length < rows.length && (
        <button type="button" className="text-button number" onClick={() => setAll(true)}>
          Show all {plural(rows.length, "line")}
        </button>
      )}
    </>
  );
}

function DiffText({ kind, text }: { kind: "same" | "added" | "removed"; text: string }) {
  if (kind === "same") return <code>{text}</code>;
  const Mark = kind === "added" ? "ins" : "del";
  return (
    <Mark>
      <span className="visually-hidden">{kind}: </span>
      <code>
        {/^\s*/.exec(text)![0]}
        <span>{text.trimStart()}</span>
      </code>
    </Mark>
  );
}
