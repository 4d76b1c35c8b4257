// A server with Langfuse's API that remembers what it was sent.
import { createServer } from "node:http";

const trace = {
  id: "trace-1",
  name: "answer",
  timestamp: "2026-11-20T12:00:00.000Z",
  htmlPath: "/project/p/traces/trace-1",
  latency: 1.5,
  input: "What is a clew?",
  output: "A ball of thread.",
  observations: [
    { id: "s1", traceId: "trace-1", type: "SPAN", name: "run", startTime: "2026-11-20T12:00:00.000Z", latency: 1.5 },
    {
      id: "s2",
      traceId: "trace-1",
      parentObservationId: "s1",
      type: "GENERATION",
      name: "chat",
      startTime: "2026-11-20T12:00:00.100Z",
      latency: 1,
      level: "ERROR",
      statusMessage: "timeout",
      input: "x".repeat(5000),
    },
  ],
};

export async function start() {
  const events = [];
  const refused = new Set();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const [status, answer] = reply(request, body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  const reply = (request, body) => {
    const { pathname, searchParams } = new URL(request.url, "http://local");
    if (request.headers.authorization !== `Basic ${btoa("pk-test:sk-test")}`) return [401, { message: "Invalid credentials" }];
    if (pathname === "/api/public/ingestion") {
      const { batch } = JSON.parse(body);
      events.push(...batch.map((event) => ({ ...event, raw: body })));
      const bad = (event) => refused.has(event.body.id);
      return [
        207,
        {
          successes: batch.filter((event) => !bad(event)).map(({ id }) => ({ id, status: 201 })),
          errors: batch.filter(bad).map(({ id }) => ({ id, status: 400, message: "Invalid request data", error: "refused" })),
        },
      ];
    }
    if (pathname === "/api/public/traces/trace-1") return [200, trace];
    if (pathname === "/api/public/observations/s2") return [200, trace.observations[1]];
    const page = { page: 1, limit: 50, totalItems: 1, totalPages: 1 };
    if (pathname === "/api/public/traces") return [200, { data: [{ ...trace, observations: ["s1", "s2"] }], meta: page }];
    if (pathname === "/api/public/observations" && searchParams.get("level") === "ERROR")
      return [200, { data: [trace.observations[1]], meta: page }];
    return [404, { message: `${pathname} not found`, error: "LangfuseNotFoundError" }];
  };
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, events, refused, stop: () => server.close() };
}
