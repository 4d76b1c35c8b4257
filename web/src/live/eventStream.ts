import { problemFrom } from "../api/problem";

export interface LiveEvent {
  name: string;
  data: unknown;
}

/** `open` while news arrive; `lost` while it tries again; `refused` when trying again cannot help. */
export type Connection = "connecting" | "open" | "lost" | "refused";

interface Listener {
  /** What arrived together is given together. */
  onEvents: (events: LiveEvent[]) => void;
  onConnection: (connection: Connection) => void;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Follows a stream of server-sent events until the returned function is called. A connection that is lost is made
 * again where it ended. In a tab that nobody sees there is none: browsers allow six to a server.
 */
export function follow(path: string, listener: Listener): () => void {
  let lastId: string | null = null;
  let failures = 0;
  let connection: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async () => {
    clearTimeout(timer);
    const mine = new AbortController();
    connection = mine;
    if (lastId === null) listener.onConnection("connecting");
    try {
      const response = await fetch(path, {
        signal: mine.signal,
        headers: { accept: "text/event-stream", ...(lastId === null ? {} : { "last-event-id": lastId }) },
      });
      if (!response.ok || response.body === null) throw await problemFrom(response);
      failures = 0;
      listener.onConnection("open");
      for await (const { events, id } of readEvents(response.body)) {
        if (mine.signal.aborted) return;
        lastId = id ?? lastId;
        listener.onEvents(events);
      }
    } catch (error) {
      if (!mine.signal.aborted && isFinal(error)) {
        listener.onConnection("refused");
        return;
      }
    }
    if (mine.signal.aborted) return;
    listener.onConnection("lost");
    timer = setTimeout(() => void connect(), Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE));
  };

  const disconnect = () => {
    clearTimeout(timer);
    connection?.abort();
  };
  const onVisibility = () => (document.hidden ? disconnect() : void connect());

  document.addEventListener("visibilitychange", onVisibility);
  if (!document.hidden) void connect();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    disconnect();
  };
}

/** A server that says no to the question itself will say it again. */
function isFinal(error: unknown): boolean {
  const status = (error as { status?: number | null } | null)?.status ?? null;
  return status !== null && status >= 400 && status < 500;
}

/** The events of a stream, chunk by chunk, and where to go on after each. */
export async function* readEvents(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop()!;
      let id: string | null = null;
      const events: LiveEvent[] = [];
      for (const block of blocks) {
        const fields = fieldsOf(block);
        id = fields.get("id") ?? id;
        const data = fields.get("data");
        if (data !== undefined)
          events.push({ name: fields.get("event") ?? "message", data: JSON.parse(data) });
      }
      if (events.length > 0) yield { events, id };
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  return fields;
}
