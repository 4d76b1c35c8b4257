import { expect, it } from "vitest";
import { barOf, ticks } from "./timeScale";

const whole = { start: 0, end: 1000 };

it.each([
  [{ start: 0, end: 9.84e9 }, [2.5e9, 5e9, 7.5e9]],
  [{ start: 0, end: 519e9 }, [300e9]],
  [{ start: 0, end: 100e9 }, [30e9, 60e9, 90e9]],
  [{ start: 40, end: 80 }, [50, 60, 70]],
  [{ start: 0, end: 0 }, []],
])("marks round moments in %j", (window, marks) => expect(ticks(window, 4)).toEqual(marks));

it("places a span in the window", () => {
  expect(barOf(250, 500, whole)).toEqual({ left: 0.25, width: 0.5 });
  expect(barOf(250, null, whole)).toEqual({ left: 0.25, width: 0.75 });
  expect(barOf(250, 500, { start: 500, end: 600 })).toEqual({ left: 0, width: 1 });
});

it("leaves out what is outside the window", () => {
  expect(barOf(0, 100, { start: 500, end: 600 })).toBeNull();
  expect(barOf(700, 100, { start: 500, end: 600 })).toBeNull();
});

it("fills the width if no time passed at all", () => {
  expect(barOf(0, 0, { start: 0, end: 0 })).toEqual({ left: 0, width: 1 });
});
