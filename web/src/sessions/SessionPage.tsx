import { useMemo } from "react";
import { useSession } from "../api/groups";
import { Shell } from "../app/Shell";
import { goBack, useSearch } from "../app/router";
import { onceEach } from "../lib/pages";
import { CopyButton } from "../ui/CopyButton";
import { Icon } from "../ui/Icon";
import { ProblemNote } from "../ui/ProblemNote";
import { Segments } from "../ui/Segments";
import { useNarrow } from "../ui/useMedia";
import { useTitle } from "../ui/useTitle";
import { Waiting } from "../ui/Waiting";
import { SessionConversation } from "./SessionConversation";
import { SessionFacts } from "./SessionFacts";
import { SessionTraces } from "./SessionTraces";
import "./sessionPage.css";

const PANES = [
  { value: "conversation", text: "Conversation" },
  { value: "traces", text: "Traces" },
] as const;

/** A conversation over several traces, and beside it the traces. On a phone the panes become pages. */
export function SessionPage({ sessionId }: { sessionId: string }) {
  useTitle(`Session ${sessionId}`);
  const found = useSession(sessionId);
  const narrow = useNarrow();
  const { parameters, patch } = useSearch();
  const pane = parameters.get("pane") === "traces" ? "traces" : "conversation";
  const pages = found.data?.pages;
  const traces = useMemo(
    () =>
      onceEach(
        (pages ?? []).map((page) => page.traces),
        ({ id }) => id,
      ),
    [pages],
  );
  const session = pages?.[0]?.session;
  const title = (
    <>
      <h1 className="session-title" title={sessionId}>
        {sessionId}
      </h1>
      <CopyButton text={sessionId} label="Copy the session id" />
    </>
  );
  const controls = (
    <button type="button" className="button" onClick={() => goBack("/sessions")}>
      <Icon name="back" size={14} />
      Sessions
    </button>
  );
  const { hasNextPage, isFetchingNextPage } = found;
  return (
    <Shell title={title} controls={controls}>
      {session !== undefined ? (
        <div className="session-page">
          <div className="session-band">
            <SessionFacts session={session} />
            {narrow && (
              <Segments
                label="What to show"
                options={PANES}
                value={pane}
                onChange={(value) => patch({ pane: value === "traces" ? value : null }, { replace: true })}
              />
            )}
          </div>
          <div className="session-panes">
            {(!narrow || pane === "conversation") && (
              <SessionConversation sessionId={sessionId} count={session.traceCount} />
            )}
            {(!narrow || pane === "traces") && (
              <SessionTraces
                sessionId={sessionId}
                traces={traces}
                onEnd={() => {
                  if (hasNextPage && !isFetchingNextPage) void found.fetchNextPage();
                }}
              />
            )}
          </div>
        </div>
      ) : found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Waiting label="Reading the session" />
      )}
    </Shell>
  );
}
