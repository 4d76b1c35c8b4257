import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Subject } from "../api/ask";
import type { Mistake } from "../api/problem";
import type { Suggestion } from "./completion";
import { Suggestions } from "./Suggestions";
import { useSuggestions } from "./useSuggestions";
import "./queryField.css";

interface Props {
  field: RefObject<HTMLInputElement | null>;
  subject: Subject;
  value: string;
  label: string;
  placeholder: string;
  mistake: Mistake | null;
  /** The element that says what is wrong. */
  describedBy?: string | undefined;
  onChange: (value: string) => void;
  onCaret?: (caret: number) => void;
  onSubmit: () => void;
  /** Escape where there is no list to close. */
  onEscape: () => void;
}

/** One line of the filter language: completed while it is written, marked where it is wrong. */
export function QueryField(props: Props) {
  const { field, subject, value, mistake, onChange } = props;
  const [caret, setCaret] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [scroll, setScroll] = useState(0);
  const list = useId();
  const next = useRef<number | null>(null);
  const { place, suggestions } = useSuggestions(value, caret, subject, isOpen);
  const shown = isOpen && suggestions.length > 0;

  useLayoutEffect(() => {
    if (next.current === null) return;
    field.current?.setSelectionRange(next.current, next.current);
    next.current = null;
  });

  const moveTo = (at: number) => {
    setCaret(at);
    props.onCaret?.(at);
  };
  const take = (one: Suggestion) => {
    const rest = value.slice(place.to);
    const insert = one.insert.endsWith(" ") && /^[\s,)]/.test(rest) ? one.insert.trimEnd() : one.insert;
    const end = place.from + insert.length;
    next.current = end;
    onChange(value.slice(0, place.from) + insert + rest);
    moveTo(end);
    setActive(-1);
    setOpen(one.goesOn);
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!shown) setOpen(true);
      else
        setActive(
          (active + step + suggestions.length + (active < 0 && step < 0 ? 1 : 0)) % suggestions.length,
        );
      return;
    }
    switch (event.key) {
      case "Enter":
        event.preventDefault();
        if (shown && active >= 0) take(suggestions[active]!);
        else {
          setOpen(false);
          props.onSubmit();
        }
        break;
      case "Tab": {
        // What was begun is finished; with nothing begun, Tab goes on to the next control.
        const one = suggestions[active] ?? (place.typed === "" ? undefined : suggestions[0]);
        if (!shown || one === undefined || event.shiftKey) break;
        event.preventDefault();
        take(one);
        break;
      }
      case "Escape":
        event.preventDefault();
        if (shown) setOpen(false);
        else props.onEscape();
        break;
    }
  };

  return (
    <div className="query-field">
      {mistake !== null && (
        <div className="query-mark" aria-hidden="true">
          <span style={{ transform: `translateX(${-scroll}px)` }}>
            {value.slice(0, mistake.position)}
            <u>{value.slice(mistake.position, mistake.position + mistake.length) || " "}</u>
          </span>
        </div>
      )}
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded={shown}
        aria-controls={shown ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
        aria-invalid={mistake !== null}
        aria-describedby={props.describedBy}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        value={value}
        placeholder={props.placeholder}
        onChange={(event) => {
          onChange(event.target.value);
          moveTo(event.target.selectionStart ?? event.target.value.length);
          setActive(-1);
          setOpen(true);
        }}
        onSelect={(event) => moveTo(event.currentTarget.selectionStart ?? 0)}
        onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && <Suggestions id={list} suggestions={suggestions} active={active} onTake={take} />}
    </div>
  );
}
