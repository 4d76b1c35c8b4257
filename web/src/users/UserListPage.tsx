import { useMemo } from "react";
import { useUsers, type User } from "../api/groups";
import { userHref } from "../app/router";
import { CostCell, CountCell, DurationCell, ErrorsCell, SomeOf, TokensCell } from "../groups/cells";
import { GroupListPage } from "../groups/GroupListPage";
import type { Column } from "../groups/GroupTable";
import { useGroupList } from "../groups/useGroupList";
import { onceEach } from "../lib/pages";
import { TimeText } from "../ui/TimeText";

const COLUMNS: readonly Column<User>[] = [
  { key: "id", text: "User", cell: ({ id }) => <span title={id}>{id}</span> },
  {
    key: "last",
    text: "Last trace",
    order: "last",
    isNumber: true,
    cell: (user) => <TimeText nanos={user.lastUnixNano} />,
  },
  {
    key: "first",
    text: "First trace",
    order: "first",
    isNumber: true,
    cell: (user) => <TimeText nanos={user.firstUnixNano} />,
  },
  {
    key: "sessions",
    text: "Sessions",
    isNumber: true,
    cell: ({ sessionCount }) => <CountCell value={sessionCount} unit="session" />,
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
    key: "average",
    text: "Mean duration",
    isNumber: true,
    cell: ({ averageDurationNano }) => <DurationCell nano={averageDurationNano} />,
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
    key: "environments",
    text: "Environment",
    cell: ({ environments }) => <SomeOf values={environments} count={environments.length} />,
  },
];

export function UserListPage() {
  const list = useGroupList();
  const found = useUsers({ range: list.range.value, order: list.order }, list.from);
  const pages = found.data?.pages;
  const rows = useMemo(
    () =>
      onceEach(
        (pages ?? []).map((page) => page.users),
        ({ id }) => id,
      ),
    [pages],
  );
  return (
    <GroupListPage
      title="Users"
      one="user"
      columns={COLUMNS}
      list={list}
      found={found}
      rows={rows}
      queryKey="/api/v1/users"
      hrefOf={({ id }) => userHref(id)}
      empty={
        <>
          <p>
            Those on whose behalf your application works would be listed here, with what their traces add up
            to: how many, how many failed, tokens and cost. No trace names a user here.
          </p>
          <dl>
            <dt>OpenTelemetry</dt>
            <dd>
              attribute <code>user.id</code> or <code>enduser.id</code>
            </dd>
            <dt>Langfuse</dt>
            <dd>
              <code>userId</code> of the trace
            </dd>
          </dl>
        </>
      }
    />
  );
}
