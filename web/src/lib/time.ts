/** Unix nanoseconds arrive as decimal strings, because a JavaScript number cannot hold them. */

export function nanosToMillis(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000n);
}

export function millisToNanos(millis: number): string {
  return (BigInt(Math.floor(millis)) * 1_000_000n).toString();
}

/** RFC 3339, with as many digits of a second as there are, as Unix nanoseconds. */
export function isoToNanos(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? "";
  const seconds = BigInt(Math.floor(Date.parse(text.replace(/\.\d+/, "")) / 1000));
  return (seconds * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, "0"))).toString();
}

/** The difference in nanoseconds; exact up to 104 days, which no span outlives by accident. */
export function nanosBetween(from: string, to: string): number {
  return Number(BigInt(to) - BigInt(from));
}

const STEPS = [
  { unit: "s", seconds: 1, below: 60 },
  { unit: "m", seconds: 60, below: 60 },
  { unit: "h", seconds: 3600, below: 24 },
  { unit: "d", seconds: 86_400, below: 30 },
] as const;

/** `now`, `12 s ago`, `3 h ago`, `in 5 s`; a date once it is more than a month away. */
export function relativeTime(nanos: string, nowMillis: number): string {
  const millis = nanosToMillis(nanos);
  const ahead = millis > nowMillis;
  const seconds = Math.abs(nowMillis - millis) / 1000;
  if (seconds < 1) return "now";
  for (const { unit, seconds: size, below } of STEPS) {
    const count = Math.floor(seconds / size);
    if (count < below) return ahead ? `in ${count} ${unit}` : `${count} ${unit} ago`;
  }
  return exactTime(nanos).slice(0, 10);
}

/** `2026-11-20 12:42:42.123456789 +01:00`, in the reader's zone. Trailing zero groups are left out. */
export function exactTime(nanos: string): string {
  const date = new Date(nanosToMillis(nanos));
  const two = (value: number) => String(value).padStart(2, "0");
  const fraction = (BigInt(nanos) % 1_000_000_000n)
    .toString()
    .padStart(9, "0")
    .replace(/(000){0,2}$/, "");
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? "−" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${fraction} ${zone}`;
}

/** The exact time with the name of the zone, for titles. */
export function exactTimeWithZone(nanos: string): string {
  return `${exactTime(nanos)} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
}
