import { useRef, useState } from "react";
import type { SavedView } from "../api/types";
import { Icon } from "../ui/Icon";
import { useDismiss } from "../ui/useDismiss";
import { SaveView } from "./SaveView";
import { ViewRow } from "./ViewRow";
import type { ShownList } from "./shownList";
import "./viewMenu.css";

interface Props {
  views: readonly SavedView[];
  /** The one that the address names. */
  current: SavedView | undefined;
  /** As it stands, and whether that is no longer the view. */
  list: ShownList;
  changed: boolean;
  onOpen: (view: SavedView | null) => void;
}

/** Lists that were given a name: open one, keep this one. */
export function ViewMenu({ views, current, list, changed, onOpen }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    if (box.current?.contains(document.activeElement)) button.current?.focus();
    setOpen(false);
  };
  useDismiss(box, open, close);
  const show = (view: SavedView | null) => {
    onOpen(view);
    close();
  };
  return (
    <div ref={box} className="view-menu">
      <button
        ref={button}
        type="button"
        className="view-button"
        aria-expanded={open}
        aria-haspopup="dialog"
        title={current?.note ?? undefined}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <span>{current?.name ?? "Views"}</span>
        {changed && <em className="muted">changed</em>}
        <Icon name="down" size={12} />
      </button>
      {open && (
        <div className="view-panel" role="dialog" aria-label="Views">
          {views.length === 0 ? (
            <p className="muted view-none">
              A view keeps the filter and the time range of this list under a name, for everybody in the
              project. There is none so far.
            </p>
          ) : (
            <ul>
              {views.map((view) => (
                <ViewRow
                  key={view.id}
                  view={view}
                  current={view.id === current?.id}
                  onOpen={() => show(view)}
                  onDeleted={() => view.id === current?.id && show(null)}
                />
              ))}
            </ul>
          )}
          {current !== undefined && (
            <button type="button" className="view-leave" onClick={() => show(null)}>
              Leave this view
            </button>
          )}
          <SaveView current={changed ? current : undefined} list={list} onSaved={show} />
        </div>
      )}
    </div>
  );
}
