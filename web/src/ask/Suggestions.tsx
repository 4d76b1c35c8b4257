import { useEffect, useRef } from "react";
import type { Suggestion } from "./completion";

interface Props {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
}

export function Suggestions({ id, suggestions, active, onTake }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <ul ref={list} id={id} className="query-list" role="listbox" aria-label="Ways to go on">
      {suggestions.map((one, at) => (
        <li
          key={one.text}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          // Before the field loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          <code>{one.text}</code>
          <span className="muted">{one.about}</span>
        </li>
      ))}
    </ul>
  );
}
