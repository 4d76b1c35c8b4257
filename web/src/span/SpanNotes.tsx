import type { Span } from "../api/types";
import { PlainText } from "../content/PlainText";
import { SourceMark } from "./Provenance";

export function ErrorNote({ span, onEvents }: { span: Span; onEvents: () => void }) {
  if (span.status !== "failed" && span.errorMessage === null) return null;
  const exception = span.events.some((event) => event.name === "exception");
  return (
    <div className="error-note" role="group" aria-label="Error">
      <h3>
        {span.errorType ?? (span.status === "failed" ? "Failed" : "Error")}
        <SourceMark field="errorMessage" or="errorType" />
      </h3>
      {span.errorMessage === null ? (
        <p>The client marked this span as failed and gave no message.</p>
      ) : (
        <PlainText text={span.errorMessage} />
      )}
      {exception && (
        <button type="button" className="text-button" onClick={onEvents}>
          Show the exception and its stack trace
        </button>
      )}
    </div>
  );
}

export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="span-warnings" aria-label="Unusual about this span">
      {warnings.map((warning, at) => (
        <li key={at}>{warning}</li>
      ))}
    </ul>
  );
}
