import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { score } from "../test/fixtures";
import { ScoreChips } from "./ScoreChips";
import { placeScores, verdict } from "./scores";

const chip = (name: RegExp) => screen.getByRole("button", { name });

it.each([
  [{ value: 0.8333333 }, "0.833"],
  [{ value: -1 }, "−1"],
  [{ value: 12_345 }, "12.3 k"],
  [{ value: 0.94, text: "pass" }, "pass"],
  [{ value: 1, text: "" }, "1"],
  [{}, "no value"],
])("says %j in one word", (said, word) => expect(verdict(score("s", said))).toBe(word));

it("puts every score beside what it judges", () => {
  const scores = [
    score("a"),
    score("b", { spanId: "s1" }),
    score("c", { spanId: "not here" }),
    score("d", { spanId: "s1" }),
  ];
  const { ofTrace, bySpan } = placeScores(scores, new Map([["s1", 0]]));
  expect(ofTrace.map((each) => each.id)).toEqual(["a", "c"]);
  expect([...bySpan].map(([span, own]) => [span, own.map((each) => each.id)])).toEqual([["s1", ["b", "d"]]]);
});

it("shows names and verdicts, and nothing where nobody judged", () => {
  const { container, rerender } = render(<ScoreChips scores={[]} label="Scores" />);
  expect(container).toBeEmptyDOMElement();
  rerender(
    <ScoreChips scores={[score("a", { name: "grounded", value: 0.94, text: "pass" })]} label="Scores" />,
  );
  expect(screen.getByRole("list", { name: "Scores" })).toHaveTextContent("groundedpass0.94");
  expect(screen.queryByRole("note")).toBeNull();
});

it("says why on focus, lets the keyboard into it, and closes with Escape", async () => {
  const scores = [
    score("a", {
      name: "helpful",
      value: 0.8333333,
      comment: "Names the cause.",
      source: "annotation",
      provenance: { dialect: "openinference", version: 1, source: "annotation.score" },
    }),
    score("b", { name: "polite", value: 1 }),
  ];
  render(<ScoreChips scores={scores} label="Scores" />);
  await userEvent.tab();
  expect(chip(/helpful/)).toHaveFocus();
  expect(chip(/helpful/)).toHaveAccessibleDescription(/Names the cause\..*Exactly 0\.8333333\..*By a person/);
  expect(screen.getByRole("note")).toHaveTextContent("Read from annotation.score as openinference");
  await userEvent.tab();
  expect(screen.getByRole("note")).toHaveFocus();
  await userEvent.tab();
  expect(chip(/polite/)).toHaveFocus();
  expect(screen.getByRole("note")).toHaveTextContent("No comment was given.");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("note")).toBeNull();
});

it("opens under the pointer and closes behind it", async () => {
  render(<ScoreChips scores={[score("a", { name: "helpful", comment: "Because." })]} label="Scores" />);
  await userEvent.hover(chip(/helpful/));
  expect(screen.getByRole("note")).toHaveTextContent("Because.");
  await userEvent.hover(screen.getByRole("note"));
  expect(screen.getByRole("note")).toBeInTheDocument();
  await userEvent.unhover(screen.getByRole("note"));
  expect(screen.queryByRole("note")).toBeNull();
  await userEvent.click(chip(/helpful/));
  await userEvent.unhover(chip(/helpful/));
  expect(screen.getByRole("note")).toBeInTheDocument();
  fireEvent.pointerDown(document.body);
  expect(screen.queryByRole("note")).toBeNull();
});

it("says that the span is not here", async () => {
  render(<ScoreChips scores={[score("a", { name: "late", spanId: "s9" })]} label="Scores" ofTrace />);
  await userEvent.hover(chip(/late/));
  expect(screen.getByRole("note")).toHaveTextContent("It judges the span s9, which has not arrived.");
});

it("keeps the many behind a button", async () => {
  const scores = Array.from({ length: 30 }, (_, at) => score(String(at), { name: `n${at}`, value: at }));
  render(<ScoreChips scores={scores} label="Scores" />);
  expect(screen.getAllByRole("listitem")).toHaveLength(9);
  await userEvent.click(screen.getByRole("button", { name: "and 22 more" }));
  expect(screen.getAllByRole("listitem")).toHaveLength(30);
});
