import { useRef } from "react";
import type { TraceSummary } from "../api/types";
import { Link, sessionHref, traceHref } from "../app/router";
import { CostCell, TokensCell } from "../groups/cells";
import { formatDuration, plural } from "../lib/format";
import { Icon } from "../ui/Icon";
import { StatusMark } from "../ui/StatusMark";
import { TimeText } from "../ui/TimeText";
import { useEnd } from "./useEnd";

interface Props {
  sessionId: string;
  traces: readonly TraceSummary[];
  onEnd: () => void;
}

/** The traces of a session, oldest first like its turns. A row goes to the turn, its end to the trace. */
export function SessionTraces({ sessionId, traces, onEnd }: Props) {
  const scroller = useRef<HTMLElement>(null);
  const onScroll = useEnd(scroller, traces.length, onEnd);
  return (
    <nav ref={scroller} className="session-traces" aria-label="Traces of the session" onScroll={onScroll}>
      <h2>Traces</h2>
      <ol>
        {traces.map((trace, at) => (
          <li key={trace.id}>
            <Link href={sessionHref(sessionId, trace.id)} title={trace.inputPreview ?? undefined}>
              <span className="turn-number number">{at + 1}</span>
              <span className="session-trace-name">{trace.name ?? trace.id}</span>
              <StatusMark status={trace.status} word={false} />
              <span className="session-trace-facts number">
                <TimeText nanos={trace.startUnixNano} />
                {trace.durationNano !== null && <span>{formatDuration(trace.durationNano)}</span>}
                <span>
                  <TokensCell usage={trace.usage} />
                </span>
                <CostCell cost={trace.cost} />
                {trace.errorCount > 0 && (
                  <span className="fail">{plural(trace.errorCount, "span")} failed</span>
                )}
              </span>
            </Link>
            <Link
              className="icon-button"
              href={traceHref(trace.id)}
              aria-label={`Open trace ${at + 1}`}
              title="Open the trace"
            >
              <Icon name="out" size={14} />
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
