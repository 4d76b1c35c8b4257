import { useEffect, useRef, type RefObject } from "react";

/** While something is open: Escape closes it, and so does a press elsewhere. */
export function useDismiss(box: RefObject<HTMLElement | null>, open: boolean, onClose: () => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const elsewhere =
        event instanceof KeyboardEvent
          ? event.key === "Escape"
          : !box.current?.contains(event.target as Node);
      if (elsewhere) latest.current();
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, [box, open]);
}
