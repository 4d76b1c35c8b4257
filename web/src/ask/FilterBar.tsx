import { useEffect, useId, useRef, useState } from "react";
import { useMistake } from "../api/ask";
import type { Mistake } from "../api/problem";
import { keysAreTaken } from "../traces/useListKeys";
import { useSettled } from "../lib/useSettled";
import { Icon } from "../ui/Icon";
import { FilterHelp } from "./FilterHelp";
import { MistakeNote, mended } from "./MistakeNote";
import { QueryField } from "./QueryField";
import "./filterBar.css";

/** Time without a key before an unfinished filter is looked over. */
const PAUSE = 400;

interface Props {
  /** The filter of the list that is shown. */
  q: string;
  /** What the server said is wrong with that. */
  mistake: Mistake | null;
  onApply: (q: string) => void;
}

/** The filter of the list: applied with Enter, so that half a condition never empties the list. */
export function FilterBar({ q, mistake, onApply }: Props) {
  const [draft, setDraft] = useState(q);
  const [applied, setApplied] = useState(q);
  const [caret, setCaret] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const note = useId();
  if (applied !== q) {
    setApplied(q);
    setDraft(q);
  }

  const settled = useSettled(draft, PAUSE);
  const draftMistake = useMistake("trace", settled, settled !== q && settled.trim() !== "").data ?? null;
  const mark = draft === q ? mistake : settled === draft && !isAt(draftMistake, caret) ? draftMistake : null;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || keysAreTaken(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const apply = (text: string) => {
    setDraft(text);
    onApply(text.trim());
  };
  return (
    <div className="filter-bar" role="search" data-wrong={mark !== null || undefined}>
      <Icon name="search" size={14} />
      <QueryField
        field={field}
        subject="trace"
        value={draft}
        label="Filter traces"
        placeholder="Filter: status:failed cost>0.05 refund"
        mistake={mark}
        describedBy={mark === null ? undefined : note}
        onChange={setDraft}
        onCaret={setCaret}
        onSubmit={() => {
          setCaret(-1);
          apply(draft);
        }}
        onEscape={() => {
          setDraft(q);
          field.current?.blur();
        }}
      />
      {draft.trim() !== q && <kbd title="Press Enter to filter">Enter</kbd>}
      {draft !== "" && (
        <button
          type="button"
          className="icon-button"
          aria-label="Clear the filter"
          title="Clear the filter"
          onClick={() => {
            apply("");
            field.current?.focus();
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
      <FilterHelp onTry={apply} />
      {mark !== null && <MistakeNote id={note} mistake={mark} onMend={() => apply(mended(draft, mark))} />}
    </div>
  );
}

/** What is being written at this moment need not be right yet. */
const isAt = (mistake: Mistake | null, caret: number) =>
  mistake !== null && mistake.position <= caret && caret <= mistake.position + mistake.length;
