import {
  useCallback,
  useMemo,
  useSyncExternalStore,
  type AnchorHTMLAttributes,
  type MouseEvent,
} from "react";

const CHANGED = "clew:navigate";

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  addEventListener(CHANGED, listener);
  return () => {
    removeEventListener("popstate", listener);
    removeEventListener(CHANGED, listener);
  };
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (options.replace) history.replaceState(history.state, "", to);
  else history.pushState({ inside: true }, "", to);
  dispatchEvent(new Event(CHANGED));
}

/** Back to where the reader came from if that was this page; else to the given place. */
export function goBack(fallback: string): void {
  if ((history.state as { inside?: boolean } | null)?.inside) history.back();
  else navigate(fallback);
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

type Patch = Record<string, string | null>;

export function withParameters(search: string, patch: Patch): string {
  const parameters = new URLSearchParams(search);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) parameters.delete(key);
    else parameters.set(key, value);
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** The query string as state. `patch` changes some of it and keeps the rest. */
export function useSearch() {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const parameters = useMemo(() => new URLSearchParams(search), [search]);
  const patch = useCallback((changes: Patch, options?: { replace?: boolean }) => {
    navigate(location.pathname + withParameters(location.search, changes), options);
  }, []);
  return { parameters, patch };
}

export const FILTER_HELP = "/help/filter";

export type Route =
  | { page: "traces" | "sessions" | "users" | "dashboard" | "filterHelp" | "unknown" }
  | { page: "trace" | "session" | "user"; id: string };

const LISTS: Record<string, Route> = {
  "/": { page: "traces" },
  "/traces": { page: "traces" },
  "/sessions": { page: "sessions" },
  "/users": { page: "users" },
  "/dashboard": { page: "dashboard" },
  [FILTER_HELP]: { page: "filterHelp" },
};

const ONES = [
  // Langfuse's clients make links of the second form, older ones of the third.
  { page: "trace", path: /^\/(?:traces|project\/[^/]+\/traces|trace)\/([^/]+)\/?$/ },
  { page: "session", path: /^\/(?:sessions|project\/[^/]+\/sessions)\/([^/]+)\/?$/ },
  { page: "user", path: /^\/(?:users|project\/[^/]+\/users)\/([^/]+)\/?$/ },
] as const;

export function parseRoute(path: string): Route {
  const list = LISTS[path] ?? LISTS[path.replace(/\/$/, "")];
  if (list !== undefined) return list;
  for (const one of ONES) {
    const id = one.path.exec(path)?.[1];
    if (id === undefined) continue;
    try {
      return { page: one.page, id: decodeURIComponent(id) };
    } catch {
      break;
    }
  }
  return { page: "unknown" };
}

export const traceHref = (traceId: string, spanId?: string | null) =>
  `/traces/${encodeURIComponent(traceId)}${spanId ? `?span=${encodeURIComponent(spanId)}` : ""}`;

/** @param traceId The turn to begin at. */
export const sessionHref = (sessionId: string, traceId?: string) =>
  `/sessions/${encodeURIComponent(sessionId)}${traceId === undefined ? "" : `?turn=${encodeURIComponent(traceId)}`}`;

export const userHref = (userId: string) => `/users/${encodeURIComponent(userId)}`;

interface ListAddress {
  q?: string;
  /** How far back, or from when to when in Unix nanoseconds. */
  range?: string;
  from?: string | null;
  to?: string | null;
}

/** The list of traces, narrowed down. */
export function listHref({ q, range, from, to }: ListAddress): string {
  const whole = range === "all" ? null : (range ?? null);
  return `/${withParameters("", { q: q ?? null, range: whole, from: from ?? null, to: to ?? null })}`;
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A real link that stays within the page on a plain click. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
