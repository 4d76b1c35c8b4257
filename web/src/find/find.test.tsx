import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { trace } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { TracePage } from "../trace/TracePage";
import { hitFrom } from "./hitFrom";
import { isPlain, wordsIn } from "./wordsIn";

const NODES = [
  { name: "agent", parent: -1 },
  { name: "chat", parent: 0 },
  { name: "search", parent: 0 },
  { name: "answer", parent: 0 },
];
const hit = (spanId: string, snippet: string, start: number) => ({
  spanId,
  place: "input",
  key: null,
  snippet,
  highlights: [{ start, length: 6 }],
});

async function open(more: Record<string, unknown> = {}, search = "") {
  history.replaceState(null, "", `/traces/t${search}`);
  const calls = serve({ "/api/v1/server": SERVER, "/api/v1/traces/t": trace("t", NODES), ...more });
  show(<TracePage traceId="t" />);
  return { calls, field: await screen.findByRole("combobox", { name: "Find in this trace" }) };
}
const rows = () =>
  [...document.querySelectorAll(".tree-rows .span-name")].map((name) => name.textContent).slice(1);

it("looks at names at once, and at what spans say when the server has answered", async () => {
  const { calls, field } = await open({
    "/api/v1/traces/t/spans": { traceId: "t", spans: ["s1", "s3"] },
    "/api/v1/traces/t/search": {
      hits: [hit("s1", "about a refund today", 8), hit("s3", "the refund is done", 4)],
    },
  });
  await userEvent.keyboard("/");
  expect(field).toHaveFocus();
  await userEvent.keyboard("refund");
  await waitFor(() => expect(rows()).toEqual(["agent", "chat", "answer"]));
  expect(calls.some((call) => call.startsWith("/api/v1/traces/t/search?q=refund"))).toBe(true);
  await waitFor(() => expect(location.search).toBe("?find=refund"));

  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("1 of 2")).toBeInTheDocument();
  expect(document.querySelector(".find-snippet")).toHaveTextContent("about a refund today");
  expect(document.querySelector(".find-snippet mark")).toHaveTextContent("refund");
});

it("walks from hit to hit with n and N, round and round", async () => {
  await open({ "/api/v1/traces/t/spans": { traceId: "t", spans: ["s1", "s3"] } }, "?find=type:tool");
  await screen.findByText("2 hits");
  const selected = () => document.querySelector('.tree-rows [aria-selected="true"] .span-name')?.textContent;
  await userEvent.keyboard("n");
  expect(selected()).toBe("chat");
  await userEvent.keyboard("n");
  expect(selected()).toBe("answer");
  await userEvent.keyboard("n");
  expect(selected()).toBe("chat");
  await userEvent.keyboard("{Shift>}N{/Shift}");
  expect(selected()).toBe("answer");
});

it("marks what it does not understand, and shows all spans meanwhile", async () => {
  const { field } = await open({
    "/api/v1/traces/t/spans": new Refusal(400, {
      code: "bad_query",
      detail: "There is no field 'typ'.",
      position: 0,
      length: 3,
    }),
  });
  await userEvent.type(field, "typ:tool");
  await waitFor(() => expect(document.querySelector(".query-mark u")).toHaveTextContent("typ"));
  expect(rows()).toHaveLength(4);
});

it("opens the field with Ctrl-F inside the spans, and leaves it with Escape", async () => {
  const { field } = await open();
  screen.getByRole("treegrid").focus();
  await userEvent.keyboard("{Control>}f{/Control}");
  expect(field).toHaveFocus();
  await userEvent.keyboard("chat");
  await waitFor(() => expect(rows()).toEqual(["agent", "chat"]));
  await userEvent.keyboard("{Escape}{Escape}");
  expect(field).toHaveValue("");
  await waitFor(() => expect(rows()).toHaveLength(4));
});

it("finds the way from any row", () => {
  const rowOf = Int32Array.from([0, 1, 2, 3]);
  expect(hitFrom([1, 3], rowOf, -1, 1)).toBe(1);
  expect(hitFrom([1, 3], rowOf, 2, 1)).toBe(3);
  expect(hitFrom([1, 3], rowOf, 0, -1)).toBe(3);
  expect(hitFrom([], rowOf, 0, 1)).toBeNull();
});

it.each([
  ["refund policy", true, "refund policy"],
  ["refund type:tool", false, "refund"],
  ["-refund", false, ""],
  ["a or b", false, ""],
  ['"a b" status:failed', false, '"a b"'],
])("reads %j", (q, plain, words) => {
  expect(isPlain(q)).toBe(plain);
  expect(wordsIn(q)).toBe(words);
});
