import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { chunkText, firstPart } from "./chunks";
import { openAtFirst, previewOf } from "./jsonRows";
import { JsonTree } from "./JsonTree";

describe("JsonTree", () => {
  it("draws only a page of a long list until asked", async () => {
    const { container } = render(<JsonTree value={Array.from({ length: 5000 }, (_, at) => at)} />);
    expect(container.querySelectorAll(".json-leaf")).toHaveLength(100);
    await userEvent.click(screen.getByRole("button", { name: "4900 more" }));
    expect(container.querySelectorAll(".json-leaf")).toHaveLength(400);
  });

  it("folds and unfolds", async () => {
    render(<JsonTree value={{ a: { b: "deep" } }} />);
    expect(screen.getByText("deep")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /^a/ }));
    expect(screen.getByRole("button", { name: /^a/ })).toHaveAttribute("aria-expanded", "false");
    expect(screen.queryByText("deep")).toBeNull();
  });

  it("marks redacted values", () => {
    const { container } = render(<JsonTree value={{ key: "__REDACTED__" }} />);
    expect(container.querySelector(".redacted-chip")).toBeInTheDocument();
  });

  it("stands deep nesting", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 50_000; depth++) value = [value];
    expect(() => render(<JsonTree value={value} />)).not.toThrow();
  });
});

it("opens what fits on a screen, the outermost level always", () => {
  const many = Array.from({ length: 30 }, () => ({ a: 1, b: 2 }));
  expect([...openAtFirst(many)]).toEqual([""]);
  expect([...openAtFirst({ x: { y: { z: 1 } } })]).toEqual(["", "/x", "/x/y"]);
});

it("previews a closed branch", () => {
  expect(previewOf({ a: 1, b: "two", c: [1], d: { x: 1, y: 2 }, e: 5 })).toBe("a 1, b two, c […], d {…}, …");
  expect(previewOf({ key: "model", value: { stringValue: "gpt" } })).toBe(
    "key model, value {stringValue gpt}",
  );
});

describe("long texts", () => {
  it("lose nothing but the line ends between chunks", () => {
    const text = Array.from({ length: 9000 }, (_, at) => `line ${at}`).join("\n");
    expect(chunkText(text).join("\n")).toBe(text);
  });

  it("are never cut within a character", () => {
    const first = firstPart(`x${"🧵".repeat(40_000)}`);
    expect(first.length).toBeLessThan(25_000);
    expect(first.at(-1)!.charCodeAt(0) & 0xfc00).toBe(0xdc00);
  });
});
