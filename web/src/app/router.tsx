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
  { page: "traces" } | { page: "filterHelp" } | { page: "trace"; traceId: string } | { page: "unknown" };

export function parseRoute(path: string): Route {
  if (path === "/" || path === "/traces" || path === "/traces/") return { page: "traces" };
  if (path === FILTER_HELP) return { page: "filterHelp" };
  // Langfuse's clients make links of the second form, older ones of the third.
  const match = /^\/(?:traces|project\/[^/]+\/traces|trace)\/([^/]+)\/?$/.exec(path);
  if (match?.[1] === undefined) return { page: "unknown" };
  try {
    return { page: "trace", traceId: decodeURIComponent(match[1]) };
  } catch {
    return { page: "unknown" };
  }
}

export const traceHref = (traceId: string, spanId?: string | null) =>
  `/traces/${encodeURIComponent(traceId)}${spanId ? `?span=${encodeURIComponent(spanId)}` : ""}`;

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
