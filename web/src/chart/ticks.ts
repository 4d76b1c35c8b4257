/** Where an axis is marked: few round places, never beside each other. */

/** Half of each is short to write too. */
const ROUND = [1, 1.6, 2, 3, 4, 5, 6, 8, 10];

/** The least round number that is not below the value. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  const part = value / size;
  return ROUND.find((round) => part <= round + 1e-9)! * size;
}

/** A mark on an axis needs no zeros at its end: `$0.0500` is `$0.05`. */
export const shortly = (text: string): string =>
  text.replace(/(\.\d*?)0+(?!\d)/, "$1").replace(/\.(?!\d)/, "");

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 4, 7, 14, 28, 56, 112, 224, 365].map((count) => count * DAY),
];

const yearsFor = (millis: number) => Math.ceil(millis / (365 * DAY)) * 365 * DAY;

export interface Tick {
  millis: number;
  text: string;
}

/** Times between two, at most so many, at full minutes, hours and days of the reader. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  const step = STEPS.find((length) => (to - from) / length <= most) ?? yearsFor((to - from) / most);
  const ticks: Tick[] = [];
  const at = new Date(from);
  at.setHours(0, 0, 0, 0);
  for (let guard = 0; at.getTime() <= to && guard < 5000; guard++) {
    const millis = at.getTime();
    if (millis >= from) ticks.push({ millis, text: textOf(at, step) });
    // Days are counted by the calendar: some have 23 or 25 hours.
    if (step >= DAY) at.setDate(at.getDate() + step / DAY);
    else at.setTime(millis + step);
  }
  return ticks;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");
export const dayText = (date: Date) => `${date.getDate()} ${MONTHS[date.getMonth()]!}`;
export const clockText = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Midnight is named by its day; over years the year says more than the day. */
function textOf(date: Date, step: number): string {
  if (step >= 56 * DAY) return `${MONTHS[date.getMonth()]!} ${date.getFullYear()}`;
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  return step >= DAY || isMidnight ? dayText(date) : clockText(date);
}

/** `20 Nov, 14:00 to 14:30`, `20 Nov`, `20 Nov to 26 Nov`: a bucket in the reader's words. */
export function spanText(from: number, to: number): string {
  const start = new Date(from);
  const end = new Date(to);
  const isWholeDays = [start, end].every((date) => date.getHours() === 0 && date.getMinutes() === 0);
  if (isWholeDays) {
    const last = new Date(to - 1);
    return dayText(start) === dayText(last) ? dayText(start) : `${dayText(start)} to ${dayText(last)}`;
  }
  return `${dayText(start)}, ${clockText(start)} to ${clockText(end)}`;
}
