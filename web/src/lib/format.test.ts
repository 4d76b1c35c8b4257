import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration, formatMoney, formatPart, plural } from "./format";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [850, "850 ns"],
    [1_500, "1.50 µs"],
    [842_000_000, "842 ms"],
    [8_420_000, "8.42 ms"],
    [999_400_000, "999 ms"],
    [999_600_000, "1.00 s"],
    [3_210_000_000, "3.21 s"],
    [59_940_000_000, "59.9 s"],
    [59_960_000_000, "1 m 00 s"],
    [124_000_000_000, "2 m 04 s"],
    [3_599_700_000_000, "1 h 00 m"],
    [3_900_000_000_000, "1 h 05 m"],
    [86_399_000_000_000, "1 d 00 h"],
    [266_400_000_000_000, "3 d 02 h"],
    [-5_000_000, "−5.00 ms"],
  ])("%d ns is %s", (nanoseconds, text) => expect(formatDuration(nanoseconds)).toBe(text));

  it("reads the server's strings", () => expect(formatDuration("9840000000")).toBe("9.84 s"));
  it("does not show what is not a number", () => expect(formatDuration("x")).toBe("unknown"));
});

describe("formatCount", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1 k"],
    [12_400, "12.4 k"],
    [999_499, "999 k"],
    [999_500, "1 M"],
    [28_700_000, "28.7 M"],
    [100_000, "100 k"],
  ])("%d is %s", (value, text) => expect(formatCount(value)).toBe(text));
});

it.each([
  [0, "$0"],
  [0.00411, "$0.00411"],
  [0.000_000_31, "$0.000000310"],
  [1.234, "$1.23"],
  [456.7, "$457"],
  [1234, "$1.23 k"],
])("money %d is %s", (amount, text) => expect(formatMoney(amount, "USD")).toBe(text));

it.each([
  [512, "512 B"],
  [1024, "1 KiB"],
  [1_048_575, "1 MiB"],
  [5_242_880, "5 MiB"],
  [3_565_158, "3.4 MiB"],
])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it("counts words", () => {
  expect(plural(1, "span")).toBe("1 span");
  expect(plural(100_000, "span")).toBe("100,000 spans");
});

it.each([
  [0, "0 %"],
  [0.0042, "0.42 %"],
  [0.1236, "12.4 %"],
  [1, "100 %"],
])("writes the part %d as %s", (part, text) => expect(formatPart(part)).toBe(text));
