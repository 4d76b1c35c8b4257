import type { SessionTurn } from "../api/groups";
import type { Message } from "../api/types";
import { Link, traceHref } from "../app/router";
import { Conversation } from "../content/Conversation";
import { NotRecordedNote } from "../content/states";
import { CostCell, DurationCell, TokensCell } from "../groups/cells";
import { nanosBetween } from "../lib/time";
import { Icon } from "../ui/Icon";
import { StateNote } from "../ui/StateNote";
import { StatusMark } from "../ui/StatusMark";
import { TimeText } from "../ui/TimeText";

interface Props {
  turn: SessionTurn;
  index: number;
  /** Whether the address names it. */
  isWanted: boolean;
}

/** One trace as a turn: what was new in it, and what came of it. */
export function SessionTurnView({ turn, index, isWanted }: Props) {
  const { traceId, startUnixNano, endUnixNano, status } = turn;
  const name = turn.name ?? "unnamed trace";
  return (
    <li
      id={`turn-${index}`}
      className="session-turn"
      data-status={status}
      aria-current={isWanted ? "location" : undefined}
    >
      <header>
        <span className="turn-number number" aria-label={`Turn ${index + 1}`}>
          {index + 1}
        </span>
        <Link className="turn-trace" href={traceHref(traceId)} title={`Open the trace ${traceId}`}>
          {name}
        </Link>
        {status !== "completed" && <StatusMark status={status} />}
        <span className="turn-facts number">
          <TimeText nanos={startUnixNano} />
          {endUnixNano !== null && <DurationCell nano={nanosBetween(startUnixNano, endUnixNano)} />}
          <span className="turn-tokens">
            <TokensCell usage={turn.usage} />
          </span>
          <CostCell cost={turn.cost} />
        </span>
      </header>
      <Said messages={turn.input} href={traceHref(traceId, turn.inputSpanId)} what="question">
        {turn.output.length === 0 && <p className="turn-nothing muted">Nothing new was asked.</p>}
      </Said>
      <Said messages={turn.output} href={traceHref(traceId, turn.outputSpanId)} what="answer">
        <NoAnswer turn={turn} />
      </Said>
    </li>
  );
}

interface SaidProps {
  messages: readonly Message[];
  href: string;
  what: string;
  /** Instead, where nothing was said. */
  children: React.ReactNode;
}

function Said({ messages, href, what, children }: SaidProps) {
  if (messages.length === 0) return children;
  return (
    <div className="turn-said">
      <Conversation messages={messages} toolsOpen={false} />
      <Link
        className="icon-button"
        href={href}
        aria-label={`Open the ${what} in its trace`}
        title={`Open the ${what} in its trace`}
      >
        <Icon name="out" size={14} />
      </Link>
    </div>
  );
}

/** Why there is no answer; a failure says so first. */
function NoAnswer({ turn: { status, traceId } }: { turn: SessionTurn }) {
  return (
    <div className="turn-note">
      {status === "failed" ? (
        <StateNote kind="warning" title="No answer.">
          The trace failed before it had an output. <Link href={traceHref(traceId)}>See where it failed</Link>
        </StateNote>
      ) : status === "running" || status === "pending" ? (
        <StateNote kind="running" title="Still running.">
          The answer is not there yet. Reload this page to look again.
        </StateNote>
      ) : (
        <NotRecordedNote side="output" of="trace" recording={null} />
      )}
    </div>
  );
}
