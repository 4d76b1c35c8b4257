import { useEffect, useRef, useState } from "react";

interface Actions {
  onMove: (index: number) => void;
  onOpen: (index: number) => void;
}

/** True while keys belong to a field or a control, not to the page. */
export function keysAreTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** j and k or the arrows move through a list, Home and End jump, Enter opens. */
export function useListKeys(count: number, start: number, actions: Actions) {
  const [active, setActive] = useState(start);
  const latest = useRef({ active, count, actions });
  useEffect(() => {
    latest.current = { active, count, actions };
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keysAreTaken(event)) return;
      const { active: at, count: length, actions: act } = latest.current;
      const onControl =
        event.target instanceof HTMLElement && event.target.closest("button, a, summary") !== null;
      if (event.key === "Enter") {
        if (onControl || at < 0) return;
        event.preventDefault();
        act.onOpen(at);
        return;
      }
      const next = target(event.key, at, length);
      if (next === null) return;
      event.preventDefault();
      setActive(next);
      act.onMove(next);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return { active: Math.min(active, count - 1), setActive };
}

function target(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "j":
    case "ArrowDown":
      return Math.min(count - 1, at + 1);
    case "k":
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
