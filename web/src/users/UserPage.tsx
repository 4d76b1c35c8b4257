import { useMemo } from "react";
import { useSessions, useTracesOf, useUser, type Session, type User } from "../api/groups";
import type { TraceSummary } from "../api/types";
import { Shell } from "../app/Shell";
import { goBack, Link, listHref, sessionHref, traceHref } from "../app/router";
import { CostCell, CountCell, ErrorsCell, TokensCell, whenOf } from "../groups/cells";
import { TotalsFacts } from "../groups/TotalsFacts";
import { condition } from "../lib/filter";
import { formatDuration, plural } from "../lib/format";
import { Preview } from "../traces/Preview";
import { CopyButton } from "../ui/CopyButton";
import { Fact } from "../ui/Fact";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Section } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";
import { TimeText } from "../ui/TimeText";
import { useTitle } from "../ui/useTitle";
import { Waiting } from "../ui/Waiting";
import "./userPage.css";

/** The page shows the latest; the lists have all. */
const LATEST = 20;
const ALL_TIME = () => undefined;

export function UserPage({ userId }: { userId: string }) {
  useTitle(`User ${userId}`);
  const found = useUser(userId);
  const title = (
    <>
      <h1 className="user-title" title={userId}>
        {userId}
      </h1>
      <CopyButton text={userId} label="Copy the user id" />
    </>
  );
  const controls = (
    <button type="button" className="button" onClick={() => goBack("/users")}>
      <Icon name="back" size={14} />
      Users
    </button>
  );
  return (
    <Shell title={title} controls={controls}>
      {found.data ? (
        <div className="user-page">
          <UserFacts user={found.data} />
          <UserSessions user={found.data} />
          <UserTraces user={found.data} />
        </div>
      ) : found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Waiting label="Reading the user" />
      )}
    </Shell>
  );
}

function UserFacts({ user }: { user: User }) {
  return (
    <dl className="facts">
      <Fact label="First trace">
        <TimeText nanos={user.firstUnixNano} />
      </Fact>
      <Fact label="Last trace" title={whenOf(user)}>
        <TimeText nanos={user.lastUnixNano} />
      </Fact>
      <Fact label="Sessions">{user.sessionCount}</Fact>
      <TotalsFacts group={user} />
      {user.environments.length > 0 && <Fact label="Environment">{user.environments.join(", ")}</Fact>}
    </dl>
  );
}

function UserSessions({ user }: { user: User }) {
  const list = { range: "all", order: "last", q: condition("user", user.id) };
  const found = useSessions(list, ALL_TIME);
  const pages = found.data?.pages;
  const sessions = useMemo(
    () => (pages?.[0]?.sessions ?? []).filter(({ users }) => users.includes(user.id)).slice(0, LATEST),
    [pages, user.id],
  );
  if (user.sessionCount === 0) return null;
  return (
    <Section level={2} title={sessions.length < user.sessionCount ? "Latest sessions" : "Sessions"}>
      {found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Waiting label="Reading sessions" />
      ) : (
        <ul className="user-rows" data-kind="sessions">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {sessions.length > 0 && sessions.length < user.sessionCount && (
        <p className="muted">
          {sessions.length} of {plural(user.sessionCount, "session")}.
        </p>
      )}
    </Section>
  );
}

function SessionRow({ session }: { session: Session }) {
  return (
    <li>
      <Link href={sessionHref(session.id)}>
        <span className="user-row-name">{session.id}</span>
        <span className="number">
          <TimeText nanos={session.lastUnixNano} />
        </span>
        <span className="number user-row-count">
          <CountCell value={session.traceCount} unit="trace" />
        </span>
        <span className="number">
          <ErrorsCell group={session} />
        </span>
        <span className="number">
          <CostCell cost={session.cost} />
        </span>
        <span className="user-row-text">
          <Preview text={session.firstInput} />
        </span>
      </Link>
    </li>
  );
}

function UserTraces({ user }: { user: User }) {
  const q = condition("user", user.id);
  const found = useTracesOf(q, LATEST);
  const traces = found.data?.traces ?? [];
  const all = (
    <Link className="button" href={listHref({ q })}>
      All {plural(user.traceCount, "trace")}
    </Link>
  );
  return (
    <Section level={2} title={traces.length < user.traceCount ? "Latest traces" : "Traces"} controls={all}>
      {found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Waiting label="Reading traces" />
      ) : (
        <ul className="user-rows" data-kind="traces">
          {traces.map((trace) => (
            <TraceRow key={trace.id} trace={trace} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function TraceRow({ trace }: { trace: TraceSummary }) {
  return (
    <li>
      <Link href={traceHref(trace.id)}>
        <span className="user-row-name">{trace.name ?? trace.id}</span>
        <span className="number">
          <TimeText nanos={trace.startUnixNano} />
        </span>
        <StatusMark status={trace.status} />
        <span className="number">{trace.durationNano !== null && formatDuration(trace.durationNano)}</span>
        <span className="number">
          <TokensCell usage={trace.usage} />
        </span>
        <span className="user-row-text">
          <Preview text={trace.inputPreview} />
        </span>
      </Link>
    </li>
  );
}
