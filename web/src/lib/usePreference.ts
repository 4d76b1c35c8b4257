import { useCallback, useSyncExternalStore } from "react";
import { readPreference, writePreference } from "./storage";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A preference of this browser as state that all who use it share. */
export function usePreference(key: string) {
  const value = useSyncExternalStore(subscribe, () => readPreference(key));
  const set = useCallback(
    (next: string | null) => {
      writePreference(key, next);
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, set] as const;
}
