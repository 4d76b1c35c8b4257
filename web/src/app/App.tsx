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

export function App() {
  const path = usePath();
  return (
    <ErrorBoundary
      key={path}
      fallback={<ProblemNote error={new Error("Something on it could not be drawn.")} />}
    >
      <Page path={path} />
    </ErrorBoundary>
  );
}

function Page({ path }: { path: string }) {
  const route = parseRoute(path);
  switch (route.page) {
    case "traces":
      return <TraceListPage />;
    case "trace":
      return (
        <Suspense fallback={null}>
          <TracePage key={route.traceId} traceId={route.traceId} />
        </Suspense>
      );
    case "filterHelp":
      return (
        <Suspense fallback={null}>
          <FilterHelpPage />
        </Suspense>
      );
    case "unknown":
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
