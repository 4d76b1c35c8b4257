import { expect, it } from "vitest";
import { bucketFor, bucketsOf, windowOf } from "./buckets";

const nanos = (seconds: number) => `${seconds}000000000`;

it.each([
  [900, "30s"],
  [3600, "minute"],
  [86_400, "30m"],
  [7 * 86_400, "hour"],
  [90 * 86_400, "day"],
  [2 * 365 * 86_400, "week"],
  [9 * 365 * 86_400, "month"],
])("cuts %d seconds into pieces of a %s", (seconds, bucket) => {
  expect(bucketFor({ from: nanos(1000), to: nanos(1000 + seconds) }).bucket).toBe(bucket);
});

it("ends the first and the last bucket where the window does", () => {
  const window = { from: nanos(90), to: nanos(250) };
  const buckets = bucketsOf([nanos(60), nanos(120), nanos(180), nanos(240)], window);
  expect(buckets.map(({ from, to }) => [from / 1000, to / 1000])).toEqual([
    [90, 120],
    [120, 180],
    [180, 240],
    [240, 250],
  ]);
  expect(windowOf(buckets[3]!)).toEqual({ from: nanos(240), to: nanos(250) });
});
