import { expect, it } from "vitest";
import { FIELDS } from "../test/fields";
import { placeAt, suggest, valuesFor } from "./completion";

/** What is suggested where `|` stands, and the query if the first is taken. */
function at(marked: string, values?: { value: string; count: number }[]) {
  const caret = marked.indexOf("|");
  const q = marked.replace("|", "");
  const place = placeAt(q, caret, "trace");
  const suggestions = suggest(place, FIELDS, values);
  const [first] = suggestions;
  return {
    place,
    texts: suggestions.map((one) => one.text),
    taken: first && q.slice(0, place.from) + first.insert + q.slice(place.to),
    wanted: valuesFor(place, FIELDS),
  };
}

it("finds fields by their own name, then by another, then by a part", () => {
  expect(at("sta|").texts).toEqual(["start", "status"]);
  expect(at("x tok|").texts).toEqual(["totalTokens"]);
  expect(at("x tok|").taken).toBe("x totalTokens>");
  expect(at("span(ty|").taken).toBe("span(type:");
});

it("offers signs behind a whole name, in the words of its kind", () => {
  expect(at("totalTokens|").texts.slice(0, 3)).toEqual(["totalTokens>", "totalTokens:", "totalTokens!="]);
  expect(at("start|").texts[0]).toBe("start>=");
});

it("keeps the sign of a name that is changed", () => {
  expect(at("stat|:failed").taken).toBe("status:failed");
});

it("offers the words of a word, and the values that the server knows", () => {
  expect(at("status:|").texts).toEqual(["completed", "running", "failed"]);
  expect(at("status:failed,r|").taken).toBe("status:failed,running ");
  expect(at("-status: f|").taken).toBe("-status: failed ");
  expect(at("name:ask|").wanted).toEqual({ field: "name", prefix: "ask" });
  expect(at("name:ask|", [{ value: "ask me", count: 3 }]).taken).toBe('name:"ask me" ');
  expect(at('name:"ask m|', [{ value: "ask me", count: 3 }]).taken).toBe('name:"ask me" ');
});

it("offers the paths of a field that is many", () => {
  expect(at("metadata.cu|").wanted).toEqual({ field: "metadata", prefix: "cu" });
  const paths = [
    { value: "customer.tier", count: 1 },
    { value: "order no", count: 1 },
  ];
  expect(at("metadata.|", paths).texts).toEqual(["metadata.customer.tier", 'metadata["order no"]']);
});

it("knows has: and is:", () => {
  expect(at("has:us|").taken).toBe("has:user ");
  expect(at("is:f|").taken).toBe("is:failed ");
  expect(at("ha|").texts).toContain("has:");
});

it("says nothing inside quotes that are text", () => {
  expect(at('"refund pol|').texts).toEqual([]);
});
