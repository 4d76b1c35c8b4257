import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Markdown } from "./Markdown";
import { looksLikeMarkdown } from "./markdownRules";
import { TextView } from "./TextView";

it("never makes elements of raw HTML", () => {
  const { container } = render(
    <Markdown text={'**x** <img src=x onerror="alert(1)"><script>alert(1)</script>'} />,
  );
  expect(container.querySelector("img, script")).toBeNull();
  expect(container).toHaveTextContent("onerror");
});

it("links only to the web and to mail", () => {
  render(
    <Markdown text={"[bad](javascript:alert(1)) [data](data:text/html,x) [good](https://example.com)"} />,
  );
  expect(screen.getAllByRole("link")).toHaveLength(1);
  const link = screen.getByRole("link", { name: "good" });
  expect(link).toHaveAttribute("rel", "noreferrer noopener");
});

it("does not fetch remote images, but shows pictures in the text", () => {
  const { container } = render(
    <Markdown text={"![far](https://example.com/a.png) ![near](data:image/png;base64,AAAA)"} />,
  );
  const images = [...container.querySelectorAll("img")].map((image) => image.getAttribute("src"));
  expect(images).toEqual(["data:image/png;base64,AAAA"]);
  expect(screen.getByRole("link", { name: /Open at example.com/ })).toBeInTheDocument();
});

it("shows a redaction as such, not as bold text", () => {
  const { container } = render(<Markdown text={"The key is __REDACTED__ and **REDACTED** is bold."} />);
  expect(container.querySelectorAll(".redacted-chip")).toHaveLength(1);
  expect(container.querySelectorAll("strong")).toHaveLength(1);
});

it("names the language of code", () => {
  render(<Markdown text={"```yaml\na: 1\n```"} />);
  expect(screen.getByText("yaml")).toBeInTheDocument();
});

it("tells Markdown from plain text", () => {
  expect(looksLikeMarkdown("# Title\ntext")).toBe(true);
  expect(looksLikeMarkdown("| a | b |\n|---|---|")).toBe(true);
  expect(looksLikeMarkdown("2 * 3 * 4 = 24, snake_case_name")).toBe(false);
});

it("does not parse nesting made to hurt", () => {
  const { container } = render(<TextView text={`${"> ".repeat(20_000)}x`} />);
  expect(container.querySelector("blockquote")).toBeNull();
});
