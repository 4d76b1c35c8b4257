import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refusal, serve, Stream } from "../test/render";
import { follow, type Connection, type LiveEvent } from "./eventStream";

let events: LiveEvent[];
let connections: Connection[];
let stop: () => void;

function start(path = "/live") {
  stop = follow(path, {
    onEvents: (more) => events.push(...more),
    onConnection: (connection) => connections.push(connection),
  });
}

const setHidden = (hidden: boolean) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  events = [];
  connections = [];
  vi.useFakeTimers();
});

afterEach(() => {
  stop();
  setHidden(false);
  vi.useRealTimers();
});

it("puts events together however the network cuts them", async () => {
  const stream = new Stream();
  serve({ "/live": stream });
  start();
  await vi.advanceTimersByTimeAsync(0);
  stream.write("retry: 2000\n\nevent: tra");
  stream.write('ce\ndata: {"id":"☔"}\n');
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([]);
  stream.write("\nevent: ping\nid: 7\ndata: {}\n\n");
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual([
    { name: "trace", data: { id: "☔" } },
    { name: "ping", data: {} },
  ]);
});

it("comes back to where it was when the connection is lost, with longer and longer pauses", async () => {
  const stream = new Stream();
  const routes: Record<string, unknown> = { "/live": stream };
  serve(routes);
  start();
  await vi.advanceTimersByTimeAsync(0);
  stream.send("trace", {}, 42);
  await vi.advanceTimersByTimeAsync(0);
  stream.lose();
  await vi.advanceTimersByTimeAsync(0);
  expect(connections).toEqual(["connecting", "open", "lost"]);
  routes["/live"] = new Refusal(503, { code: "too_many_streams" });
  await vi.advanceTimersByTimeAsync(1000);
  routes["/live"] = stream;
  await vi.advanceTimersByTimeAsync(1999);
  expect(stream.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(stream.asked.map((headers) => headers.get("last-event-id"))).toEqual([null, "42"]);
  expect(connections.at(-1)).toBe("open");
});

it("does not ask again what the server refuses", async () => {
  const calls = serve({});
  start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connections).toEqual(["connecting", "refused"]);
  expect(calls).toEqual(["/live"]);
});

it("holds no connection while nobody sees the page", async () => {
  const stream = new Stream();
  serve({ "/live": stream });
  start();
  await vi.advanceTimersByTimeAsync(0);
  stream.send("ping", {}, 5);
  await vi.advanceTimersByTimeAsync(0);
  setHidden(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stream.asked).toHaveLength(1);
  setHidden(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(stream.asked[1]!.get("last-event-id")).toBe("5");
});
