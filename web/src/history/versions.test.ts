import { expect, it } from "vitest";
import type { HistoryEntry } from "../api/types";
import { parseJson } from "../lib/json";
import { linesOf, versionsOf } from "./versions";

const entry = (more: Partial<HistoryEntry>): HistoryEntry => ({
  field: "output",
  mode: "replace",
  value: null,
  time: "2025-11-20T12:00:00Z",
  arrivedAt: "2025-11-20T12:00:00Z",
  isCurrent: false,
  source: null,
  dialect: null,
  spanId: null,
  result: null,
  ...more,
});

it("compares an addition by what it made, and knows nothing where that is not told", () => {
  const versions = versionsOf(
    {
      traceId: "t",
      entries: [
        entry({ mode: "merge", value: { b: 1 }, result: { a: 1, b: 1 } }),
        entry({ field: "input", value: "?" }),
        entry({ mode: "merge", value: { a: 1 } }),
        entry({ value: null }),
      ],
    },
    "output",
  );
  expect(versions.map(({ whole }) => whole)).toEqual([{ value: { a: 1, b: 1 } }, null, { value: null }]);
  expect(versions.map(({ before }) => before)).toEqual([null, { value: null }, null]);
});

it("sets JSON out in lines, also JSON that was sent as text, and keeps its numbers exact", () => {
  expect(linesOf('{"a":1}')).toEqual(["{", '  "a": 1', "}"]);
  expect(linesOf("two\nlines")).toEqual(["two", "lines"]);
  const parsed = parseJson('{"id":90071992547409931}');
  expect(parsed.ok && linesOf(parsed.value)).toContain('  "id": 90071992547409931');
});
