import type { Session } from "../api/groups";
import { Link, userHref } from "../app/router";
import { whenOf } from "../groups/cells";
import { TotalsFacts } from "../groups/TotalsFacts";
import { formatDuration } from "../lib/format";
import { nanosBetween } from "../lib/time";
import { Fact } from "../ui/Fact";
import { TimeText } from "../ui/TimeText";

/** The session in one line: when, how much, who. */
export function SessionFacts({ session }: { session: Session }) {
  const { users, userCount } = session;
  return (
    <dl className="facts">
      <Fact label="Began">
        <TimeText nanos={session.firstUnixNano} />
      </Fact>
      <Fact label="Last turn" title={whenOf(session)}>
        <TimeText nanos={session.lastUnixNano} />
      </Fact>
      {session.endUnixNano !== null && (
        <Fact label="Lasted">{formatDuration(nanosBetween(session.firstUnixNano, session.endUnixNano))}</Fact>
      )}
      <TotalsFacts group={session} />
      {users.length > 0 && (
        <Fact label={userCount === 1 ? "User" : "Users"}>
          {users.slice(0, 3).map((user) => (
            <Link key={user} href={userHref(user)}>
              {user}
            </Link>
          ))}
          {userCount > 3 && (
            <span className="muted" title={users.join(", ")}>
              and {userCount - 3} more
            </span>
          )}
        </Fact>
      )}
      {session.environments.length > 0 && <Fact label="Environment">{session.environments.join(", ")}</Fact>}
    </dl>
  );
}
