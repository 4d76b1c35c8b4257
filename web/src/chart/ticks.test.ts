import { expect, it } from "vitest";
import { roundUp, shortly, spanText, timeTicks } from "./ticks";

it.each([
  [0, 1],
  [1, 1],
  [7, 8],
  [28.4, 30],
  [0.041, 0.05],
  [1234, 1600],
])("ends the scale of %d at %d", (value, top) => expect(roundUp(value)).toBeCloseTo(top, 9));

it.each([
  ["$0.0500", "$0.05"],
  ["25.0 s", "25 s"],
  ["0 %", "0 %"],
  ["100 k", "100 k"],
  ["1.05 s", "1.05 s"],
])("writes %s as %s beside an axis", (text, short) => expect(shortly(text)).toBe(short));

const at = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

it("marks full hours, and names midnight by its day", () => {
  const ticks = timeTicks(at(20, 17, 20), at(21, 8), 6);
  expect(ticks.map(({ text }) => text)).toEqual(["18:00", "21:00", "21 Nov", "03:00", "06:00"]);
});

it("marks days over longer times, never more than asked for", () => {
  expect(timeTicks(at(1, 5), at(8, 5), 8).map(({ text }) => text)).toEqual(
    [2, 3, 4, 5, 6, 7, 8].map((day) => `${day} Nov`),
  );
  expect(timeTicks(at(1), at(1) + 4e11, 5).length).toBeLessThanOrEqual(6);
});

it("says when a bucket is", () => {
  expect(spanText(at(20, 14), at(20, 14, 30))).toBe("20 Nov, 14:00 to 14:30");
  expect(spanText(at(20), at(21))).toBe("20 Nov");
  expect(spanText(at(16), at(23))).toBe("16 Nov to 22 Nov");
});
