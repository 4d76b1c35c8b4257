import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { condition } from "../lib/filter";
import { getJson } from "./client";
import { Problem } from "./problem";
import type { Cost, Message, Status, TraceSummary, Usage } from "./types";

/** What traces of one session or user add up to. */
export interface Group {
  id: string;
  /** Starts of the first and of the last trace, and the latest end. */
  firstUnixNano: string;
  lastUnixNano: string;
  endUnixNano: string | null;
  traceCount: number;
  /** Traces that failed. */
  errorCount: number;
  spanCount: number;
  usage: Usage;
  cost: Cost | null;
  averageDurationNano: number | null;
  environments: string[];
}

export interface Session extends Group {
  /** At most 8, and how many there are. */
  users: string[];
  userCount: number;
  firstInput: string | null;
  lastOutput: string | null;
}

export interface User extends Group {
  /** At most 8, and how many there are. */
  sessions: string[];
  sessionCount: number;
}

/** What was said in one trace, without what was said before it. */
export interface SessionTurn {
  traceId: string;
  name: string | null;
  startUnixNano: string;
  endUnixNano: string | null;
  status: Status;
  userId: string | null;
  /** Null if it was stated of the trace itself. */
  inputSpanId: string | null;
  outputSpanId: string | null;
  input: Message[];
  output: Message[];
  usage: Usage;
  cost: Cost | null;
}

interface SessionPage {
  sessions: Session[];
  nextCursor: string | null;
}

interface UserPage {
  users: User[];
  nextCursor: string | null;
}

interface SessionDetail {
  session: Session;
  traces: TraceSummary[];
  nextCursor: string | null;
}

interface Conversation {
  turns: SessionTurn[];
  nextCursor: string | null;
}

const PAGE_SIZE = 100;
const TRACES = 100;
/** The words of so many traces come at once: few at first, to have something to read. */
const FIRST_TURNS = 20;
const MORE_TURNS = 50;

type Parameters = Record<string, string | number | null | undefined>;

function pathWith(path: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  return `${path}?${search.toString()}`;
}

export interface GroupList {
  range: string;
  /** As the API takes it: `cost`, `last.asc`. */
  order: string;
  /** Filter of the traces that count. */
  q?: string;
}

interface PageParameter {
  from: string | undefined;
  cursor: string | null;
}

const SESSIONS = "/api/v1/sessions";
const sessionPath = (id: string) => `${SESSIONS}/${encodeURIComponent(id)}`;

/** Pages share the `from` of the first, so that a moving clock does not move the window. */
function useGroups<P extends { nextCursor: string | null }>(
  path: string,
  list: GroupList,
  from: () => string | undefined,
) {
  return useInfiniteQuery({
    queryKey: [path, list],
    queryFn: async ({ pageParam, signal }) => {
      const asked = pageParam ?? { from: from(), cursor: null };
      const { order, q } = list;
      const answer = await getJson<P>(pathWith(path, { limit: PAGE_SIZE, order, q, ...asked }), signal);
      return { ...answer, from: asked.from };
    },
    initialPageParam: null as PageParameter | null,
    getNextPageParam: (last): PageParameter | null =>
      last.nextCursor === null ? null : { from: last.from, cursor: last.nextCursor },
  });
}

export const useSessions = (list: GroupList, from: () => string | undefined) =>
  useGroups<SessionPage>(SESSIONS, list, from);

export const useUsers = (list: GroupList, from: () => string | undefined) =>
  useGroups<UserPage>("/api/v1/users", list, from);

/** A session, and its traces page by page. */
export function useSession(id: string) {
  return useInfiniteQuery({
    queryKey: ["session", id],
    queryFn: ({ pageParam: cursor, signal }) =>
      getJson<SessionDetail>(pathWith(sessionPath(id), { limit: TRACES, cursor }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function useConversation(id: string) {
  return useInfiniteQuery({
    queryKey: ["conversation", id],
    queryFn: ({ pageParam: cursor, signal }) =>
      getJson<Conversation>(
        pathWith(`${sessionPath(id)}/conversation`, {
          limit: cursor === null ? FIRST_TURNS : MORE_TURNS,
          cursor,
        }),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One user, with everything that traces say of that user. */
export function useUser(id: string) {
  return useQuery({
    queryKey: ["user", id],
    queryFn: async ({ signal }) => {
      const path = pathWith("/api/v1/users", { q: condition("user", id), limit: 1 });
      const user = (await getJson<UserPage>(path, signal)).users.find((one) => one.id === id);
      if (user === undefined) throw new Problem("user_not_found", 404, `No trace names the user '${id}'.`);
      return user;
    },
  });
}

/** The latest traces of one user. */
export function useTracesOf(q: string, limit: number) {
  return useQuery({
    queryKey: ["traces-of", q, limit],
    queryFn: ({ signal }) =>
      getJson<{ traces: TraceSummary[]; nextCursor: string | null }>(
        pathWith("/api/v1/traces", { q, limit }),
        signal,
      ),
  });
}
