import { expect, it } from "vitest";
import { quote, readPieces, unquote } from "./pieces";

const parts = (q: string) =>
  readPieces(q, "trace").map((piece) => [
    piece.kind,
    piece.name,
    ...(piece.kind === "condition"
      ? [piece.sign, piece.values.map(({ from, to }) => q.slice(from, to)).join("|")]
      : []),
  ]);

it.each([
  [
    "status:failed cost>0.05",
    [
      ["condition", "status", ":", "failed"],
      ["condition", "cost", ">", "0.05"],
    ],
  ],
  [
    "refund or -tag:test",
    [
      ["text", "refund"],
      ["join", "or"],
      ["condition", "tag", ":", "test"],
    ],
  ],
  [
    "tag:a, b name:x",
    [
      ["condition", "tag", ":", "a|b"],
      ["condition", "name", ":", "x"],
    ],
  ],
  [
    "tag:(a and b) x",
    [
      ["condition", "tag", ":", "a|b"],
      ["text", "x"],
    ],
  ],
  ["user not in (ann, bob)", [["condition", "user", "not in", "ann|bob"]]],
  [
    'name : "a, b" x',
    [
      ["condition", "name", ":", '"a, b"'],
      ["text", "x"],
    ],
  ],
  ['attr["http.status code"]>=500', [["condition", 'attr["http.status code"]', ">=", "500"]]],
  ["start:2026-11-20T14:30", [["condition", "start", ":", "2026-11-20T14:30"]]],
  ['"a:b"', [["text", '"a:b"']]],
  ["status:", [["condition", "status", ":", ""]]],
])("reads %s", (q, expected) => {
  expect(parts(q)).toEqual(expected);
});

it("knows whose fields stand in a parenthesis", () => {
  const subjects = readPieces("status:a span(type:tool trace(x:1)) (y:2)", "trace");
  expect(subjects.filter((one) => one.kind === "condition").map((one) => [one.name, one.subject])).toEqual([
    ["status", "trace"],
    ["type", "span"],
    ["x", "trace"],
    ["y", "trace"],
  ]);
});

it.each(["a b", 'say "hi"', "back\\slash", "null", "x*", "1..2", "", "-x", "two\nlines", "POST /api"])(
  "writes %j so that it means that",
  (value) => {
    const written = quote(value);
    expect(written.startsWith('"')).toBe(true);
    expect(unquote(written)).toBe(value);
  },
);

it("never hangs on what nobody can read", () => {
  for (const q of [
    "(((",
    ")))",
    ":",
    ">=",
    "a:(b",
    'a:"b',
    "[",
    "a[",
    "-",
    "!",
    ",,,",
    "a in (",
    "a:,b,",
    "=:=(",
  ])
    expect(readPieces(q, "trace").length).toBeGreaterThanOrEqual(0);
});
