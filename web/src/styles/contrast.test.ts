import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const themes = { light: colours(css.split(':root[data-theme="dark"]')[0]!), dark: colours(css) };

/** The last value of each colour property: the dark block overrides the light one. */
function colours(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
  );
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** WCAG 2.2 AA: 4.5 for text, 3 for marks and edges. */
const TEXT = [
  ["ink", ["paper", "wash", "press", "thread-wash", "fail-wash"]],
  ["ink-2", ["paper", "wash", "press", "thread-wash"]],
  ["ink-3", ["paper", "wash", "thread-wash"]],
  ["fail", ["paper", "wash", "press", "fail-wash", "thread-wash"]],
  ["on-thread", ["thread"]],
  ["type-generation", ["paper", "wash"]],
] as const;
const MARKS = Object.keys(themes.light).filter((name) => /^(type|chart)-/.test(name));

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const of = (name: string) => themes[theme][name]!;
  it.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    "%s is readable on %s",
    (text, ground) => expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(["thread", ...MARKS])("%s is visible on paper", (mark) =>
    expect(contrast(of(mark), of("paper"))).toBeGreaterThanOrEqual(3),
  );
});
