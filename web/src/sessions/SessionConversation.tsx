import { useEffect, useMemo, useRef } from "react";
import { useConversation } from "../api/groups";
import { useSearch } from "../app/router";
import { onceEach } from "../lib/pages";
import { ProblemNote } from "../ui/ProblemNote";
import { Waiting } from "../ui/Waiting";
import { SessionTurnView } from "./SessionTurnView";
import { useEnd } from "./useEnd";

interface Props {
  sessionId: string;
  /** How many turns there are. */
  count: number;
}

/** What was said, turn by turn; more turns come as the reader goes on, or until the one that the address names. */
export function SessionConversation({ sessionId, count }: Props) {
  const found = useConversation(sessionId);
  const wanted = useSearch().parameters.get("turn");
  const pages = found.data?.pages;
  const turns = useMemo(
    () =>
      onceEach(
        (pages ?? []).map((page) => page.turns),
        ({ traceId }) => traceId,
      ),
    [pages],
  );
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = found;
  const more = () => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  };
  const scroller = useRef<HTMLDivElement>(null);
  const onScroll = useEnd(scroller, turns.length, more);

  const at = wanted === null ? -1 : turns.findIndex(({ traceId }) => traceId === wanted);
  const isSought = wanted !== null && at < 0;
  useEffect(() => {
    if (isSought && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isSought, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  useEffect(() => {
    if (at > 0) document.getElementById(`turn-${at}`)?.scrollIntoView({ block: "start" });
  }, [at]);

  return (
    <div
      ref={scroller}
      className="session-conversation"
      onScroll={onScroll}
      tabIndex={0}
      role="region"
      aria-label="Conversation"
    >
      {found.isPending ? (
        <Waiting label="Reading the conversation" />
      ) : (
        <ol className="session-turns">
          {turns.map((turn, index) => (
            <SessionTurnView key={turn.traceId} turn={turn} index={index} isWanted={index === at} />
          ))}
        </ol>
      )}
      {found.isError ? (
        <ProblemNote
          error={found.error}
          onRetry={() => void (turns.length > 0 ? fetchNextPage() : found.refetch())}
        />
      ) : (
        turns.length > 0 && (
          <p className="session-end muted">
            {hasNextPage ? `Reading turn ${turns.length + 1} of ${count}` : "That is the whole conversation."}
          </p>
        )
      )}
    </div>
  );
}
