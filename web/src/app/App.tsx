import { TraceListPage } from "../traces/TraceListPage";
import { lazy, Suspense } from "react";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { ProblemNote } from "../ui/ProblemNote";
import { Link, parseRoute, usePath } from "./router";
import { Shell } from "./Shell";

/** The list needs neither Markdown nor the tree; they come with the first trace that is opened. */
const loadTracePage = () => import("../trace/TracePage");
const TracePage = lazy(async () => ({ default: (await loadTracePage()).TracePage }));
const FilterHelpPage = lazy(async () => ({
  default: (await import("../help/FilterHelpPage")).FilterHelpPage,
}));
setTimeout(() => void loadTracePage(), 1000);

const SessionListPage = lazy(async () => ({
  default: (await import("../sessions/SessionListPage")).SessionListPage,
}));
const SessionPage = lazy(async () => ({ default: (await import("../sessions/SessionPage")).SessionPage }));
const UserListPage = lazy(async () => ({ default: (await import("../users/UserListPage")).UserListPage }));
const UserPage = lazy(async () => ({ default: (await import("../users/UserPage")).UserPage }));
const DashboardPage = lazy(async () => ({
  default: (await import("../dashboard/DashboardPage")).DashboardPage,
}));

export function App() {
  const path = usePath();
  return (
    <ErrorBoundary
      key={path}
      fallback={<ProblemNote error={new Error("Something on it could not be drawn.")} />}
    >
      <Suspense fallback={null}>
        <Page path={path} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Page({ path }: { path: string }) {
  const route = parseRoute(path);
  switch (route.page) {
    case "traces":
      return <TraceListPage />;
    case "trace":
      return <TracePage key={route.id} traceId={route.id} />;
    case "sessions":
      return <SessionListPage />;
    case "session":
      return <SessionPage key={route.id} sessionId={route.id} />;
    case "users":
      return <UserListPage />;
    case "dashboard":
      return <DashboardPage />;
    case "user":
      return <UserPage key={route.id} userId={route.id} />;
    case "filterHelp":
      return <FilterHelpPage />;
    default:
      return (
        <Shell title={<h1>No such page</h1>}>
          <div className="problem">
            <h2>There is no page at this address</h2>
            <p>
              <Link href="/">Go to the traces</Link>
            </p>
          </div>
        </Shell>
      );
  }
}
