import { parseJson } from "../lib/json";
import { Problem, problemFrom } from "./problem";
import type { SavedView, ServerInfo, Span, Trace, TraceHistory, TracePageAnswer, ViewContent } from "./types";

async function request(
  path: string,
  signal?: AbortSignal,
  method = "GET",
  body?: unknown,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal: signal ?? null,
      headers: {
        accept: "application/json, */*",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem("unreachable", null, "No answer came back for the request.");
  }
  if (!response.ok) throw await problemFrom(response);
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await request(path, signal)).json()) as T;
}

export const tracePath = (traceId: string) => `/api/v1/traces/${encodeURIComponent(traceId)}`;
const spanPath = (traceId: string, spanId: string) =>
  `${tracePath(traceId)}/spans/${encodeURIComponent(spanId)}`;

/** The zone that days in a query are of. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a list is of. */
export interface Asked {
  q: string;
  /** Unix nanoseconds or RFC 3339. */
  from?: string | undefined;
  to?: string | undefined;
}

export function askedParameters({ q, from, to }: Asked, more: Record<string, string> = {}): URLSearchParams {
  const parameters = new URLSearchParams(more);
  if (from !== undefined) parameters.set("from", from);
  if (to !== undefined) parameters.set("to", to);
  if (q !== "") {
    parameters.set("q", q);
    parameters.set("tz", zone());
  }
  return parameters;
}

export interface TraceListQuery extends Asked {
  order?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export function fetchTraces(query: TraceListQuery, signal?: AbortSignal): Promise<TracePageAnswer> {
  const parameters = askedParameters(query, { limit: String(query.limit) });
  if (query.order) parameters.set("order", query.order);
  if (query.cursor !== undefined) parameters.set("cursor", query.cursor);
  return getJson(`/api/v1/traces?${parameters.toString()}`, signal);
}

export const fetchTrace = (traceId: string, signal?: AbortSignal) =>
  getJson<Trace>(tracePath(traceId), signal);

/** Gone for good afterwards; also if it was gone before. */
export async function deleteTrace(traceId: string): Promise<void> {
  try {
    await request(tracePath(traceId), undefined, "DELETE");
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "trace_not_found") throw error;
  }
}

export const fetchSpan = (traceId: string, spanId: string, signal?: AbortSignal) =>
  getJson<Span>(spanPath(traceId, spanId), signal);

/** Read as text: its values are the sender's own, so their numbers stay exact. */
export async function fetchHistory(traceId: string, signal?: AbortSignal): Promise<TraceHistory> {
  const parsed = parseJson(await fetchText(`${tracePath(traceId)}/history`, signal));
  if (!parsed.ok) throw new Problem("internal", null, "The history is not JSON.");
  return parsed.value as TraceHistory;
}

const VIEWS = "/api/v1/views";
const viewPath = (id: string) => `${VIEWS}/${encodeURIComponent(id)}`;

export const fetchViews = async (signal?: AbortSignal) =>
  (await getJson<{ views: SavedView[] }>(VIEWS, signal)).views;

/** Keeps a view: a new one, or one in place of another. */
export async function saveView(id: string | null, view: ViewContent): Promise<SavedView> {
  const answer =
    id === null
      ? await request(VIEWS, undefined, "POST", view)
      : await request(viewPath(id), undefined, "PUT", view);
  return (await answer.json()) as SavedView;
}

export async function deleteView(id: string): Promise<void> {
  await request(viewPath(id), undefined, "DELETE");
}

export const fetchServer = (signal?: AbortSignal) => getJson<ServerInfo>("/api/v1/server", signal);

export async function fetchText(path: string, signal?: AbortSignal): Promise<string> {
  return (await request(path, signal)).text();
}

/** The address of a whole value: also a link that people can open and save. */
export const wholeValuePath = (traceId: string, spanId: string, side: "input" | "output") =>
  `${spanPath(traceId, spanId)}/${side}`;

export const exportPath = (traceId: string, format: "otlp-json" | "otlp-protobuf") =>
  `${tracePath(traceId)}/export?format=${format}`;
