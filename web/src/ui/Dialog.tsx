import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import "./dialog.css";

interface Props {
  title: string;
  /** Escape, or a press beside it. */
  onClose: () => void;
  children: ReactNode;
}

/** A question that must be answered first. The browser keeps the focus inside, and gives it back afterwards. */
export function Dialog({ title, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current!;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  // The keys of the page behind it are not meant.
  const keep = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={keep}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
