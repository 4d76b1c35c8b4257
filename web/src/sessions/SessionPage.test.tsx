import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { session, summary, turn } from "../test/fixtures";
import { Refusal, SERVER, serve, show } from "../test/render";
import { SessionPage } from "./SessionPage";

const HERE = "/api/v1/sessions/s%2F1";
const routes = (...turns: object[]) => ({
  "/api/v1/server": SERVER,
  [HERE]: {
    session: session("s/1", { users: ["ann"], userCount: 1 }),
    traces: [summary("a"), summary("b", { status: "failed", errorCount: 1 })],
    nextCursor: null,
  },
  [`${HERE}/conversation`]: { turns, nextCursor: null },
});

const turns = () => [...document.querySelectorAll<HTMLElement>(".session-turn")];

it("is the conversation in order, each side linked to where it was said", async () => {
  serve(routes(turn("a", { inputSpanId: "s1", outputSpanId: "s2" }), turn("b")));
  show(<SessionPage sessionId="s/1" />);
  await screen.findByText("answer of b");
  expect(turns().map((one) => one.textContent.match(/question of \w|answer of \w/g))).toEqual([
    ["question of a", "answer of a"],
    ["question of b", "answer of b"],
  ]);
  const first = within(turns()[0]!);
  const hrefOf = (name: RegExp) => first.getByRole("link", { name }).getAttribute("href");
  expect(hrefOf(/trace a/)).toBe("/traces/a");
  expect(hrefOf(/question/)).toBe("/traces/a?span=s1");
  expect(hrefOf(/answer/)).toBe("/traces/a?span=s2");
  expect(screen.getByRole("link", { name: "ann" })).toHaveAttribute("href", "/users/ann");
});

it("marks a turn that failed, and says why there is no answer", async () => {
  serve(routes(turn("a", { status: "failed", output: [] }), turn("b", { status: "running", output: [] })));
  show(<SessionPage sessionId="s/1" />);
  expect(await screen.findByText("No answer.")).toBeInTheDocument();
  expect(turns()[0]).toHaveAttribute("data-status", "failed");
  expect(within(turns()[0]!).getByText("failed")).toBeInTheDocument();
  expect(turns()[1]).toHaveTextContent("Still running.");
});

it("reads on until the turn that the address names", async () => {
  history.replaceState(null, "", "/sessions/s%2F1?turn=b");
  Element.prototype.scrollIntoView = () => undefined;
  serve({
    ...routes(),
    [`${HERE}/conversation?limit=20`]: { turns: [turn("a")], nextCursor: "20" },
    [`${HERE}/conversation?limit=50&cursor=20`]: { turns: [turn("b")], nextCursor: null },
  });
  show(<SessionPage sessionId="s/1" />);
  await screen.findByText("answer of b");
  expect(turns()[1]).toHaveAttribute("aria-current", "location");
});

it("lists its traces beside it", async () => {
  serve(routes(turn("a")));
  show(<SessionPage sessionId="s/1" />);
  const list = within(await screen.findByRole("navigation", { name: "Traces of the session" }));
  expect(list.getByText("trace b").closest("a")).toHaveAttribute("href", "/sessions/s%2F1?turn=b");
  expect(list.getByText("1 span failed")).toBeInTheDocument();
});

it("says that there is no such session", async () => {
  serve({ [HERE]: new Refusal(404, { code: "not_found", detail: "There is no session 's/1'." }) });
  show(<SessionPage sessionId="s/1" />);
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no session 's/1'.");
});
