// A stand-in for the server while the page is made: docs/api.md with invented data. No dependencies.
//   node dev/mock-server.mjs [--port 4318] [--empty] [--dist]
// --dist also serves the built page, under the content security policy of the real server.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { createStore } from "./mock-store.mjs";
import { totals } from "./mock-totals.mjs";

const args = process.argv.slice(2);
const port = args.includes("--port") ? Number(args[args.indexOf("--port") + 1]) : 4318;
const store = createStore({ empty: args.includes("--empty") });
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const CSP =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

function sendJson(response, value, status = 200, type = "application/json") {
  response.writeHead(status, { "content-type": type });
  response.end(JSON.stringify(value));
}

function problem(response, status, code, detail) {
  sendJson(response, { status, code, title: code, detail }, status, "application/problem+json");
}

function sendWhole(response, span, side) {
  const value = span?.whole?.[side] ?? span?.[side];
  if (value === null || value === undefined)
    return problem(response, 404, "not_found", `The span has no ${side}.`);
  response.writeHead(200, {
    "content-type": span.whole?.[side] ? "application/json" : span[`${side}_mime_type`],
  });
  response.end(value);
}

function api(url, response) {
  const parts = url.pathname.split("/").slice(3).map(decodeURIComponent);
  if (parts[0] === "server") {
    return sendJson(response, {
      version: "0.1.0",
      store: "ready",
      projects: ["default"],
      project: "default",
      endpoints: { http: "http://127.0.0.1:4318", grpc: "http://127.0.0.1:4317" },
      localMode: true,
    });
  }
  if (parts[0] === "totals") {
    const asked = new URLSearchParams({ limit: "100000", from: url.searchParams.get("from") ?? "" });
    return sendJson(response, totals(store.list(asked).traces, url.searchParams));
  }
  if (parts[0] === "fields") return sendJson(response, { fields: [], values: [] });
  if (parts[0] !== "traces") return problem(response, 404, "not_found", "There is nothing at this address.");
  if (parts.length === 1) return sendJson(response, store.list(url.searchParams));
  const trace = store.trace(parts[1]);
  if (!trace) return problem(response, 404, "trace_not_found", `No trace has the id ${parts[1]}.`);
  if (parts.length === 2) return sendJson(response, trace.answer());
  if (parts[2] === "history") return sendJson(response, trace.history);
  if (parts[2] === "export") return sendJson(response, { resourceSpans: [] });
  if (parts[2] === "search") return sendJson(response, { hits: [] });
  if (parts[2] === "spans" && parts.length === 3) return sendJson(response, { spans: [] });
  const span = parts[2] === "spans" ? trace.span(parts[3]) : undefined;
  if (!span) return problem(response, 404, "span_not_found", `The trace has no span ${parts[3]}.`);
  if (parts.length === 5) return sendWhole(response, span, parts[4]);
  const { whole, ...answer } = span;
  return sendJson(response, answer);
}

function page(url, response) {
  const wanted = join(dist, normalize(url.pathname));
  const file =
    wanted.startsWith(dist) && extname(wanted) && existsSync(wanted) ? wanted : join(dist, "index.html");
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-security-policy": CSP,
  });
  createReadStream(file).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  try {
    if (url.pathname.startsWith("/api/")) api(url, response);
    else if (args.includes("--dist")) page(url, response);
    else problem(response, 404, "not_found", "This mock serves the API only.");
  } catch (error) {
    problem(response, 500, "internal", String(error));
  }
}).listen(port, "127.0.0.1", () => console.log(`mock server on http://127.0.0.1:${port}`));
