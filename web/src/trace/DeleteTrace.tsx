import { useState } from "react";
import { useDeleteTrace } from "../api/queries";
import { problemWords } from "../api/problem";
import type { Trace } from "../api/types";
import { goBack } from "../app/router";
import { Dialog } from "../ui/Dialog";

/** Asks first, says how much, and goes back to the list when it is done. */
export function DeleteTrace({ trace }: { trace: Trace }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        Delete…
      </button>
      {asking && <Question trace={trace} onClose={() => setAsking(false)} />}
    </>
  );
}

function Question({ trace, onClose }: { trace: Trace; onClose: () => void }) {
  const deletion = useDeleteTrace(trace.id, () => goBack("/"));
  const spans = trace.spanCount === 1 ? "its one span" : `its ${trace.spanCount.toLocaleString("en")} spans`;
  const close = () => {
    if (!deletion.isPending) onClose();
  };
  return (
    <Dialog title={`Delete ${trace.name ?? "this unnamed trace"}?`} onClose={close}>
      <p>
        The trace goes with {spans}
        {trace.scores.length > 0 && ", its scores"} and everything that was sent of it. This cannot be undone.
        Backups keep what they have.
      </p>
      {deletion.isError && (
        <p role="alert" className="dialog-problem">
          {problemWords(deletion.error).title}. {deletion.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" disabled={deletion.isPending} onClick={close}>
          Keep it
        </button>
        <button
          type="button"
          className="button danger"
          disabled={deletion.isPending}
          onClick={() => deletion.mutate()}
        >
          {deletion.isPending ? "Deleting…" : "Delete for good"}
        </button>
      </div>
    </Dialog>
  );
}
