import { useCallback, useEffect, useState } from "react";
import { readPreference, writePreference } from "../lib/storage";

export type ThemeChoice = "system" | "light" | "dark";

const CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];
const darkQuery = () => matchMedia("(prefers-color-scheme: dark)");

function stored(): ThemeChoice {
  const value = readPreference("theme");
  return CHOICES.find((choice) => choice === value) ?? "system";
}

/** Sets the theme on the document; called before the first render, so that nothing flashes. */
export function applyTheme(choice: ThemeChoice = stored()): void {
  const dark = choice === "dark" || (choice === "system" && darkQuery().matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function useTheme() {
  const [choice, setChoice] = useState(stored);
  useEffect(() => {
    applyTheme(choice);
    if (choice !== "system") return;
    const query = darkQuery();
    const follow = () => applyTheme("system");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [choice]);
  const cycle = useCallback(() => {
    setChoice((current) => {
      const next = CHOICES[(CHOICES.indexOf(current) + 1) % CHOICES.length]!;
      writePreference("theme", next === "system" ? null : next);
      return next;
    });
  }, []);
  return { choice, cycle };
}
