import { expect, it } from "vitest";
import type { Totals } from "../api/totals";
import { barsOf, stepFor } from "./buckets";

const MINUTE = 60_000;

it.each([
  [1, "1s"],
  [15 * MINUTE, "30s"],
  [60 * MINUTE, "1m"],
  [24 * 60 * MINUTE, "30m"],
  [7 * 24 * 60 * MINUTE, "3h"],
  [400 * 24 * 60 * MINUTE, "7d"],
])("cuts %d ms into steps of %s", (length, bucket) => {
  expect(stepFor(length).bucket).toBe(bucket);
});

const totals = (starts: number[], buckets: number[][]): Totals => ({
  measures: [],
  bucketsUnixNano: starts.map((start) => `${start}000000`),
  rows: [],
  other: null,
  all: { key: [], values: [], buckets },
  exact: true,
  error: 0,
});

it("has a bar for every step, also before the first trace and where nothing was", () => {
  const start = 1_763_640_000_000;
  const bars = barsOf({
    totals: totals([start, start + MINUTE, start + 2 * MINUTE], [[3, 1], [], [2, 0]]),
    window: { from: start - 90_000, to: start + 2 * MINUTE + 1, step: MINUTE },
  });
  expect(bars.map((bar) => [(bar.from - start) / MINUTE, bar.count, bar.errors])).toEqual([
    [-2, 0, 0],
    [-1, 0, 0],
    [0, 3, 1],
    [1, 0, 0],
    [2, 2, 0],
  ]);
});

it("has none without a trace", () => {
  expect(barsOf({ totals: totals([], []), window: null })).toEqual([]);
});
