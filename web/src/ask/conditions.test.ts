import { expect, it } from "vitest";
import { chosenValues, toggleValue, withoutField } from "./conditions";

const STATUS = ["status"];
const MODEL = ["model", "models"];

it.each([
  ["", "failed", "status:failed"],
  ["status:failed", "failed", ""],
  ["status:failed cost>1", "failed", "cost>1"],
  ["cost>1 STATUS=failed x", "running", "cost>1 STATUS:failed,running x"],
  ["status:failed,running", "failed", "status:running"],
  ["-status:failed", "failed", "-status:failed status:failed"],
  ["a or b", "failed", "(a or b) status:failed"],
  ["status:failed or b", "failed", "(status:failed or b) status:failed"],
  ["span(status:failed)", "failed", "span(status:failed) status:failed"],
  ["not status:failed", "failed", "not status:failed status:failed"],
])("toggles in %j the value %s", (q, value, expected) => {
  expect(toggleValue(q, STATUS, value)).toBe(expected);
});

it("knows a field by its other names, and writes what has to be in quotes", () => {
  expect(chosenValues('models:"a b",gpt-4o', MODEL)).toEqual(["a b", "gpt-4o"]);
  expect(toggleValue('models:"a b",gpt-4o', MODEL, "a b")).toBe("models:gpt-4o");
  expect(toggleValue("x", MODEL, "a, b")).toBe('x model:"a, b"');
});

it("tells no value from the text null", () => {
  expect(toggleValue("", ["user"], null)).toBe("user:null");
  expect(toggleValue("", ["user"], "null")).toBe('user:"null"');
  expect(chosenValues('user:null,"null"', ["user"])).toEqual([null, "null"]);
  expect(toggleValue('user:null,"null"', ["user"], null)).toBe('user:"null"');
});

it("leaves out what is said of a field, and only that", () => {
  expect(withoutField("a status:failed,running b", STATUS)).toBe("a b");
  expect(withoutField("a (status:failed) b", STATUS)).toBe("a (status:failed) b");
});
