import { problemWords } from "../api/problem";
import "./notes.css";

/** What happened, what the server said, what to do. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = problemWords(error);
  return (
    <div className="problem" role="alert">
      <h2>{words.title}</h2>
      <p>{words.detail}</p>
      <p>{words.advice}</p>
      <p className="problem-foot">
        {onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
        <span className="muted">
          code <code>{words.code}</code>
        </span>
      </p>
    </div>
  );
}
