import { expect, it } from "vitest";
import { isoToNanos, exactTime, nanosBetween, relativeTime } from "./time";

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
const before = (seconds: number) => (BigInt(NOW - seconds * 1000) * 1_000_000n).toString();

it.each([
  [0.4, "now"],
  [12, "12 s ago"],
  [59.9, "59 s ago"],
  [60, "1 m ago"],
  [7200, "2 h ago"],
  [5 * 86_400, "5 d ago"],
  [-5, "in 5 s"],
])("%d s before now reads %s", (seconds, text) => expect(relativeTime(before(seconds), NOW)).toBe(text));

it("shows a date after a month", () => expect(relativeTime(before(40 * 86_400), NOW)).toBe("2026-10-11"));

it("keeps every nanosecond and names the offset", () => {
  expect(exactTime("1763640000123456789")).toMatch(/^2025-11-\d\d \d\d:\d\d:\d\d\.123456789 [+−]\d\d:\d\d$/);
  expect(exactTime("1763640000120000000")).toMatch(/\.120 /);
});

it("subtracts beyond the reach of numbers", () =>
  expect(nanosBetween("1763640000000000001", "1763640000000000003")).toBe(2));

it("reads RFC 3339 to the nanosecond", () => {
  expect(isoToNanos("2025-11-20T12:00:00.123456Z")).toBe("1763640000123456000");
  expect(isoToNanos("2025-11-20T13:00:00+01:00")).toBe("1763640000000000000");
});
