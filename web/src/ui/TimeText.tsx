import { useSyncExternalStore } from "react";
import { exactTimeWithZone, relativeTime } from "../lib/time";

/** One clock for the whole page; it ticks only while someone looks at a time. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 5000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** A relative time with the exact one, zone included, on hover and for machines. */
export function TimeText({ nanos }: { nanos: string }) {
  const current = useNow();
  return (
    <time className="number" title={exactTimeWithZone(nanos)}>
      {relativeTime(nanos, current)}
    </time>
  );
}
