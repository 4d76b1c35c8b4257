/** Where a query is wrong, in UTF-16 units, and the nearest that there is. */
export interface Mistake {
  position: number;
  length: number;
  message: string;
  suggestion: string | null;
}

/** A request that did not succeed, with the server's stable code or `unreachable`. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number | null,
    detail: string,
    /** Of `bad_query` only. */
    readonly mistake: Mistake | null = null,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Asking again can help only if the server was away or busy. */
  get retryable(): boolean {
    return this.code === "unreachable" || this.code === "overloaded";
  }
}

interface Words {
  title: string;
  advice: string;
}

const WORDS: Record<string, Words> = {
  unreachable: {
    title: "The server did not answer",
    advice: "Check that Clew is running and that this machine can reach it, then try again.",
  },
  unauthorized: {
    title: "This server asks for a key",
    advice: "Sign in with the public and secret key of a project, then reload this page.",
  },
  forbidden_host: {
    title: "The server does not answer to this host name",
    advice: "Open it under a host name that its configuration allows.",
  },
  trace_not_found: {
    title: "There is no such trace",
    advice: "It may not have arrived yet, may belong to another project, or may have been deleted.",
  },
  span_not_found: {
    title: "There is no such span in this trace",
    advice: "It may not have arrived yet. Its children can arrive before it does.",
  },
  view_not_found: {
    title: "There is no such view",
    advice: "It may have been deleted. The menu above has those that are there.",
  },
  user_not_found: {
    title: "There is no such user",
    advice: "Users are what traces say: this one begins with the first trace that names it.",
  },
  not_found: { title: "There is nothing here", advice: "Check the address." },
  bad_cursor: { title: "The list moved on", advice: "Refresh the list to read it from the start." },
  bad_query: {
    title: "The filter is not understood",
    advice: "The place is marked in the filter above. Nothing was looked for.",
  },
  bad_time: { title: "The time range is not valid", advice: "Choose another range." },
  overloaded: { title: "The server is busy", advice: "Nothing was lost. Try again in a moment." },
  internal: {
    title: "The server met an error of its own",
    advice: "What was stored is kept. The server's log says more.",
  },
};

export function problemWords(error: unknown): Words & { code: string; detail: string } {
  if (error instanceof Problem) {
    const words = WORDS[error.code] ?? { title: "The request was refused", advice: "Try again, or go back." };
    return { ...words, code: error.code, detail: error.message };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { title: "This page met an error", advice: "Reload the page.", code: "page_error", detail };
}

export async function problemFrom(response: Response): Promise<Problem> {
  const fallback = `The server answered ${response.status}.`;
  try {
    const body = (await response.json()) as Record<string, unknown>;
    const code = typeof body["code"] === "string" ? body["code"] : codeOfStatus(response.status);
    const detail = [body["detail"], body["title"]].find((text) => typeof text === "string") ?? fallback;
    return new Problem(code, response.status, detail, mistakeIn(body, detail));
  } catch {
    return new Problem(codeOfStatus(response.status), response.status, fallback);
  }
}

function mistakeIn(body: Record<string, unknown>, message: string): Mistake | null {
  const { position, length, suggestion } = body;
  if (typeof position !== "number" || typeof length !== "number") return null;
  return { position, length, message, suggestion: typeof suggestion === "string" ? suggestion : null };
}

/** A proxy between page and server answers without a code. */
function codeOfStatus(status: number): string {
  if (status === 401) return "unauthorized";
  if (status === 404) return "not_found";
  if (status === 502 || status === 503 || status === 504) return "unreachable";
  return status >= 500 ? "internal" : "bad_request";
}
