import { useMemo } from "react";
import { useSessions, type Session } from "../api/groups";
import { sessionHref } from "../app/router";
import { CostCell, CountCell, DurationCell, ErrorsCell, SomeOf, TokensCell } from "../groups/cells";
import { GroupListPage } from "../groups/GroupListPage";
import type { Column } from "../groups/GroupTable";
import { useGroupList } from "../groups/useGroupList";
import { onceEach } from "../lib/pages";
import { nanosBetween } from "../lib/time";
import { Preview } from "../traces/Preview";
import { TimeText } from "../ui/TimeText";

const lasted = (session: Session) =>
  session.endUnixNano === null ? null : nanosBetween(session.firstUnixNano, session.endUnixNano);

const COLUMNS: readonly Column<Session>[] = [
  { key: "id", text: "Session", cell: ({ id }) => <span title={id}>{id}</span> },
  {
    key: "last",
    text: "Last turn",
    order: "last",
    isNumber: true,
    cell: (session) => <TimeText nanos={session.lastUnixNano} />,
  },
  {
    key: "lasted",
    text: "Lasted",
    isNumber: true,
    cell: (session) => <DurationCell nano={lasted(session)} />,
  },
  {
    key: "traces",
    text: "Traces",
    order: "traces",
    isNumber: true,
    cell: ({ traceCount }) => <CountCell value={traceCount} unit="trace" />,
  },
  {
    key: "errors",
    text: "Failed",
    order: "errors",
    isNumber: true,
    cell: (group) => <ErrorsCell group={group} />,
  },
  {
    key: "tokens",
    text: "Tokens",
    order: "tokens",
    isNumber: true,
    cell: ({ usage }) => <TokensCell usage={usage} />,
  },
  { key: "cost", text: "Cost", order: "cost", isNumber: true, cell: ({ cost }) => <CostCell cost={cost} /> },
  {
    key: "others",
    text: "User",
    cell: ({ users, userCount }) => <SomeOf values={users} count={userCount} />,
  },
  { key: "input", text: "First input", cell: ({ firstInput }) => <Preview text={firstInput} /> },
  { key: "output", text: "Last output", cell: ({ lastOutput }) => <Preview text={lastOutput} /> },
];

export function SessionListPage() {
  const list = useGroupList();
  const found = useSessions({ range: list.range.value, order: list.order }, list.from);
  const pages = found.data?.pages;
  const rows = useMemo(
    () =>
      onceEach(
        (pages ?? []).map((page) => page.sessions),
        ({ id }) => id,
      ),
    [pages],
  );
  return (
    <GroupListPage
      title="Sessions"
      one="session"
      columns={COLUMNS}
      list={list}
      found={found}
      rows={rows}
      queryKey="/api/v1/sessions"
      hrefOf={({ id }) => sessionHref(id)}
      empty={
        <>
          <p>
            A session is a conversation that goes over several traces: each turn is a trace, and traces that
            name the same session stand here as one row, to be read from the first question to the last
            answer. No trace names one here.
          </p>
          <dl>
            <dt>OpenTelemetry</dt>
            <dd>
              attribute <code>session.id</code> or <code>gen_ai.conversation.id</code>
            </dd>
            <dt>Langfuse</dt>
            <dd>
              <code>sessionId</code> of the trace
            </dd>
          </dl>
        </>
      }
    />
  );
}
