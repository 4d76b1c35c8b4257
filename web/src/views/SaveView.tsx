import { useState, type SubmitEvent } from "react";
import { problemWords } from "../api/problem";
import type { SavedView } from "../api/types";
import { contentOf, type ShownList } from "./shownList";
import { useSaveView } from "./useViews";

interface Props {
  /** The view that this list was and is no longer. */
  current: SavedView | undefined;
  list: ShownList;
  onSaved: (view: SavedView) => void;
}

export function SaveView({ current, list, onSaved }: Props) {
  const [name, setName] = useState("");
  const saving = useSaveView();
  const save = (id: string | null, called: string) =>
    saving.mutate({ id, view: contentOf(list, called, current) }, { onSuccess: onSaved });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== "") save(null, name.trim());
  };
  return (
    <div className="view-save">
      {current !== undefined && (
        <button
          type="button"
          className="button"
          disabled={saving.isPending}
          onClick={() => save(current.id, current.name)}
        >
          Keep the change in “{current.name}”
        </button>
      )}
      <form onSubmit={submit}>
        <input
          className="field"
          aria-label="Name of a new view"
          placeholder="Keep this list as…"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button" disabled={saving.isPending || name.trim() === ""}>
          Keep
        </button>
      </form>
      {saving.isError && <p role="alert">{sentence(saving.error)}</p>}
    </div>
  );
}

/** What the server says of it is better than any words for a status. */
export function sentence(error: Error): string {
  const { code, title, detail } = problemWords(error);
  return code === "unreachable" || code === "internal" ? `${title}. ${detail}` : detail;
}
