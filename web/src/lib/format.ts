/** Numbers as people read them: a unit, at most three significant digits. The exact value goes in a title. */

/** A number with exactly three significant digits below 1000 (`3.21`, `32.1`, `321`). */
function three(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

const SMALL_UNITS = [
  { unit: "ns", size: 1 },
  { unit: "µs", size: 1e3 },
  { unit: "ms", size: 1e6 },
  { unit: "s", size: 1e9 },
] as const;

const LONG_UNITS = [
  { big: "m", small: "s", seconds: 60, step: 1 },
  { big: "h", small: "m", seconds: 3600, step: 60 },
  { big: "d", small: "h", seconds: 86_400, step: 3600 },
] as const;

/** `842 ms`, `3.21 s`, `2 m 04 s`, `1 h 05 m`, `3 d 02 h`. */
export function formatDuration(nanoseconds: number | string): string {
  const value = Number(nanoseconds);
  if (!Number.isFinite(value)) return "unknown";
  if (value < 0) return `−${formatDuration(-value)}`;
  if (value === 0) return "0 ms";
  for (const { unit, size } of SMALL_UNITS) {
    const scaled = value / size;
    const limit = unit === "s" ? 59.95 : 999.5;
    if (scaled < limit) return `${unit === "ns" ? scaled.toFixed(0) : three(scaled)} ${unit}`;
  }
  const seconds = value / 1e9;
  for (const { big, small, seconds: bigSize, step } of LONG_UNITS) {
    const steps = Math.round(seconds / step);
    const perBig = bigSize / step;
    const whole = Math.floor(steps / perBig);
    const limit = big === "m" ? 60 : big === "h" ? 24 : Infinity;
    if (whole < limit) return `${whole} ${big} ${String(steps % perBig).padStart(2, "0")} ${small}`;
  }
  return "unknown";
}

/** `842`, `12.4 k`, `1.2 M`: counts lose trailing zeros, because "1.00 k" suggests a measurement. */
export function formatCount(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1000) return String(Math.round(value * 100) / 100);
  const [size, unit] =
    magnitude < 999_500 ? [1e3, "k"] : magnitude < 999_500_000 ? [1e6, "M"] : ([1e9, "G"] as const);
  return `${value < 0 ? "−" : ""}${trimZeros(three(magnitude / size))} ${unit}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** `0.833`, `1`, `12.4 k`: a judgement has no unit and needs no more than three digits. */
export function formatScore(value: number): string {
  if (Math.abs(value) >= 999.5) return formatCount(value);
  return String(Number(value.toPrecision(3))).replace(/^-/, "−");
}

/** Every digit, grouped: for titles. */
export function exactCount(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes;
  let unit = "B";
  for (const next of ["KiB", "MiB", "GiB"]) {
    if (value < 1023.5) break;
    value /= 1024;
    unit = next;
  }
  return `${trimZeros(three(value))} ${unit}`;
}

/** `$0.00412`, `$1.23`, `$1.2 k`. */
export function formatMoney(amount: number, currency: string): string {
  const sign = currency === "USD" ? "$" : `${currency} `;
  if (amount === 0) return `${sign}0`;
  if (amount >= 1000) return `${sign}${formatCount(amount)}`;
  if (amount >= 1) return `${sign}${amount < 100 ? amount.toFixed(2) : amount.toFixed(0)}`;
  // Fixed notation of three significant digits; an exponent is not how people read money.
  const decimals = Math.min(12, 2 - Math.floor(Math.log10(Math.abs(amount))));
  return `${sign}${amount.toFixed(decimals)}`;
}

/** `0 %`, `0.42 %`, `12.4 %`. */
export function formatPart(part: number): string {
  return part === 0 ? "0 %" : `${trimZeros(three(part * 100))} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${exactCount(count)} ${count === 1 ? one : many}`;
}
