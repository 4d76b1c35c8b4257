import { expect, it } from "vitest";
import { diffLines, foldSame } from "./lineDiff";

const shown = (before: string, after: string) =>
  diffLines(before.split("\n"), after.split("\n")).map(
    ({ kind, text }) => ({ same: " ", added: "+", removed: "-" })[kind] + text,
  );

it("shows what was added, removed and kept, in order", () => {
  expect(shown("a\nb\nc\nd", "a\nc\nx\nd")).toEqual([" a", "-b", " c", "+x", " d"]);
  expect(shown("a", "b")).toEqual(["-a", "+b"]);
  expect(shown("a\nb", "a\nb")).toEqual([" a", " b"]);
});

it("takes no notice of the comma behind what is no longer last", () => {
  expect(shown('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([
    " {",
    '   "a": 1,',
    '+  "b": 2',
    " }",
  ]);
});

it("gives up on texts that would take long to compare", () => {
  const numbered = (from: number) => Array.from({ length: 3000 }, (_, at) => String(from + at));
  const diff = diffLines(["a", ...numbered(0), "z"], ["a", ...numbered(1500), "z"]);
  expect(diff.filter(({ kind }) => kind === "removed")).toHaveLength(3000);
  expect(diff.filter(({ kind }) => kind === "same").map(({ text }) => text)).toEqual(["a", "z"]);
});

it("folds what did not change, but never a line or two", () => {
  const lines = Array.from({ length: 20 }, (_, at) => String(at));
  const after = lines.with(5, "new");
  expect(foldSame(diffLines(lines, after)).map((row) => (row.kind === "gap" ? row.count : row.text))).toEqual(
    ["0", "1", "2", "3", "4", "5", "new", "6", "7", "8", 11],
  );
});
