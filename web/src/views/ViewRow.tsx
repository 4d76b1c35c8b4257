import { useState, type MouseEvent, type SubmitEvent } from "react";
import type { SavedView } from "../api/types";
import { Icon } from "../ui/Icon";
import { sentence } from "./SaveView";
import { renamed } from "./shownList";
import { useDeleteView, useSaveView } from "./useViews";

interface Props {
  view: SavedView;
  current: boolean;
  onOpen: () => void;
  onDeleted: () => void;
}

export const viewHref = (id: string) => `/?view=${encodeURIComponent(id)}`;

/** A view in the menu: opened by its name, renamed and deleted where it stands. */
export function ViewRow({ view, current, onOpen, onDeleted }: Props) {
  const [state, setState] = useState<"shown" | "renaming" | "deleting">("shown");
  const deletion = useDeleteView();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  if (state === "renaming") return <Rename view={view} onDone={() => setState("shown")} />;
  if (state === "deleting") {
    return (
      <li className="view-row">
        <span className="view-name">Delete “{view.name}”?</span>
        <button
          type="button"
          className="text-button view-danger"
          autoFocus
          onClick={() => deletion.mutate(view.id, { onSuccess: onDeleted })}
        >
          Delete
        </button>
        <button type="button" className="text-button" onClick={() => setState("shown")}>
          Keep
        </button>
        {deletion.isError && <p role="alert">{sentence(deletion.error)}</p>}
      </li>
    );
  }
  return (
    <li className="view-row">
      <a
        className="view-name"
        href={viewHref(view.id)}
        aria-current={current ? "page" : undefined}
        title={[view.q, view.note].filter(Boolean).join("\n") || undefined}
        onClick={follow}
      >
        {view.name}
      </a>
      <button type="button" className="text-button" onClick={() => setState("renaming")}>
        Rename
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${view.name}`}
        title="Delete"
        onClick={() => setState("deleting")}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}

function Rename({ view, onDone }: { view: SavedView; onDone: () => void }) {
  const [name, setName] = useState(view.name);
  const saving = useSaveView();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== "")
      saving.mutate({ id: view.id, view: renamed(view, name.trim()) }, { onSuccess: onDone });
  };
  return (
    <li className="view-row">
      <form onSubmit={submit}>
        <input
          className="field"
          aria-label={`New name of ${view.name}`}
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            event.nativeEvent.stopImmediatePropagation();
            onDone();
          }}
        />
        <button type="submit" className="button" disabled={saving.isPending || name.trim() === ""}>
          Rename
        </button>
      </form>
      {saving.isError && <p role="alert">{sentence(saving.error)}</p>}
    </li>
  );
}
