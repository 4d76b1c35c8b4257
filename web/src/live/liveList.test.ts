import { expect, it } from "vitest";
import { summary } from "../test/fixtures";
import { hear, MOST_NEWS, NO_NEWS, withNews } from "./liveList";

const at = (id: string, second: number) => summary(id, { startUnixNano: `${second}000000000` });
const told = (...traces: ReturnType<typeof summary>[]) =>
  hear(
    NO_NEWS,
    traces.map((trace) => ({ name: "trace", data: trace })),
  );

it("updates rows where they stand and counts what is new", () => {
  const listed = [summary("b", { status: "running" }), summary("a")];
  const news = hear(NO_NEWS, [
    {
      name: "snapshot",
      data: { traces: [summary("c"), summary("b", { status: "running" })], nextCursor: null },
    },
    { name: "trace", data: summary("b", { status: "completed" }) },
  ]);
  const { traces, fresh } = withNews(listed, news, true);
  expect(traces.map((trace) => [trace.id, trace.status])).toEqual([
    ["b", "completed"],
    ["a", "completed"],
  ]);
  expect(fresh).toBe(1);
});

it("does not take for new what stands below the part that is read", () => {
  const listed = [at("b", 20), at("a", 10)];
  const news = told(at("old", 5), at("new", 30));
  expect(withNews(listed, news, false).fresh).toBe(1);
  expect(withNews(listed, news, true).fresh).toBe(2);
});

it("remembers what is gone until it comes back", () => {
  const gone = hear(told(summary("a")), [{ name: "gone", data: { ids: ["a", "b"] } }]);
  expect([...gone.gone]).toEqual(["a", "b"]);
  expect(gone.traces.size).toBe(0);
  const back = hear(gone, [{ name: "trace", data: summary("a") }]);
  expect([...back.gone]).toEqual(["b"]);
  expect(back.traces.size).toBe(1);
});

it("keeps the latest of very many", () => {
  const news = told(...Array.from({ length: MOST_NEWS + 3 }, (_, n) => summary(`t${n}`)));
  expect(news.traces.size).toBe(MOST_NEWS);
  expect(news.traces.has("t2")).toBe(false);
  expect(news.traces.has(`t${MOST_NEWS + 2}`)).toBe(true);
});
