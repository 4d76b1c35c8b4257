import type { Window } from "../api/dashboard";
import { millisToNanos, nanosToMillis } from "../lib/time";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Fine enough to see when something began, coarse enough to see it at once: about 20 to 170 buckets. */
const LENGTHS = [
  { upTo: 20 * MINUTE, bucket: "30s", seconds: 30 },
  { upTo: 100 * MINUTE, bucket: "minute", seconds: MINUTE },
  { upTo: 7 * HOUR, bucket: "5m", seconds: 5 * MINUTE },
  { upTo: 40 * HOUR, bucket: "30m", seconds: 30 * MINUTE },
  { upTo: 8 * DAY, bucket: "hour", seconds: HOUR },
  { upTo: 150 * DAY, bucket: "day", seconds: DAY },
  { upTo: 1000 * DAY, bucket: "week", seconds: 7 * DAY },
] as const;

const LONGEST = { bucket: "month", seconds: 31 * DAY };

export function bucketFor(window: Window): { bucket: string; seconds: number } {
  const seconds = (nanosToMillis(window.to) - nanosToMillis(window.from)) / 1000;
  return LENGTHS.find(({ upTo }) => seconds <= upTo) ?? LONGEST;
}

export interface Bucket {
  /** Milliseconds, within the window. */
  from: number;
  to: number;
}

/** From when to when each bucket goes; the first and the last end where the window does. */
export function bucketsOf(starts: readonly string[], window: Window): Bucket[] {
  const first = nanosToMillis(window.from);
  const last = nanosToMillis(window.to);
  const times = starts.map(nanosToMillis);
  return times.map((start, at) => ({
    from: Math.max(first, start),
    to: Math.max(first, Math.min(last, times[at + 1] ?? last)),
  }));
}

export const windowOf = ({ from, to }: Bucket): Window => ({
  from: millisToNanos(from),
  to: millisToNanos(to),
});
