import { useRef, useState } from "react";
import { FILTER_HELP, Link } from "../app/router";
import { useDismiss } from "../ui/useDismiss";

const EXAMPLES = [
  ["status:failed start>-1d", "failed, and began in the last day"],
  ["cost>0.05 or tokens>20k", "dear or long"],
  ["span(type:tool status:failed)", "one span of it is a tool that failed"],
  ["model:gpt-4o* -tag:test", "a model by its beginning, without a tag"],
  ['"refund policy" output:refund*', "a phrase anywhere, a word's beginning in an output"],
  ["duration:2s..1m has:scores", "a stretch of durations, and judged"],
] as const;

/** The language in six examples that can be pressed. */
export function FilterHelp({ onTry }: { onTry: (q: string) => void }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    if (box.current?.contains(document.activeElement)) button.current?.focus();
    setOpen(false);
  };
  useDismiss(box, open, close);
  return (
    <div ref={box} className="filter-help">
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label="How to write a filter"
        title="How to write a filter"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        ?
      </button>
      {open && (
        <div className="filter-help-panel" role="dialog" aria-label="How to write a filter">
          <p>
            Conditions side by side must all hold; words without a field are looked for in everything that was
            recorded.
          </p>
          <ul>
            {EXAMPLES.map(([example, words]) => (
              <li key={example}>
                <button
                  type="button"
                  onClick={() => {
                    onTry(example);
                    close();
                  }}
                >
                  <code>{example}</code>
                  <span className="muted">{words}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className="muted">
            <kbd>/</kbd> goes to the filter, <kbd>↓</kbd> opens the list of what can be written,{" "}
            <kbd>Tab</kbd> or <kbd>Enter</kbd> takes from it. All of it:{" "}
            <Link href={FILTER_HELP}>the filter language</Link>.
          </p>
        </div>
      )}
    </div>
  );
}
