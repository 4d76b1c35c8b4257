import { useState } from "react";

export type ViewMode = "rendered" | "json" | "plain";

/** Choices of this visit, by span name and side: whoever wants JSON for one call wants it for the next. */
const chosen = new Map<string, ViewMode>();

export function useViewMode(name: string, side: string) {
  const key = `${side}\n${name}`;
  const [, redraw] = useState(0);
  const mode = chosen.get(key) ?? "rendered";
  const setMode = (next: ViewMode) => {
    chosen.set(key, next);
    redraw((count) => count + 1);
  };
  return [mode, setMode] as const;
}
