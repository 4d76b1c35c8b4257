import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";
import { createQueryClient } from "../api/queries";

export const SERVER = {
  version: "0.1.0",
  store: "ready",
  projects: ["default"],
  project: "default",
  endpoints: { http: "http://127.0.0.1:4318", grpc: null },
  localMode: true,
};

type Answer = unknown;
export class Refusal {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/** A stream of events that a test feeds. */
export class Stream {
  readonly asked: Headers[] = [];
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  answer(headers: HeadersInit | undefined): Response {
    this.asked.push(new Headers(headers));
    return new Response(new ReadableStream({ start: (controller) => void (this.controller = controller) }));
  }

  send(name: string, data: unknown, id?: number) {
    this.write(`event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  }

  write(text: string) {
    this.controller!.enqueue(new TextEncoder().encode(text));
  }

  lose() {
    this.controller!.error(new TypeError("network error"));
  }
}

/** Answers requests from a table of paths (with their query, or without); everything else is not found. */
export function serve(routes: Record<string, Answer>) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", (path: string, options?: RequestInit) => {
    const method = options?.method ?? "GET";
    calls.push(method === "GET" ? path : `${method} ${path}`);
    const answer = routes[path] ?? routes[path.split("?")[0]!] ?? new Refusal(404, { code: "not_found" });
    if (answer instanceof Stream) return Promise.resolve(answer.answer(options?.headers));
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer instanceof Refusal)
      return Promise.resolve(Response.json(answer.body, { status: answer.status }));
    return Promise.resolve(typeof answer === "string" ? new Response(answer) : Response.json(answer));
  });
  return calls;
}

export function show(children: ReactNode) {
  return render(<QueryClientProvider client={createQueryClient()}>{children}</QueryClientProvider>);
}
