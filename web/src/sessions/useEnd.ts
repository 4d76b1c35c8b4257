import { useCallback, useEffect, useRef, type RefObject } from "react";

/** What comes next is asked for this many pixels before the end. */
const AHEAD = 1200;

/** Calls when the end of what scrolls comes near, also if it does not fill the page yet. */
export function useEnd(scroller: RefObject<HTMLElement | null>, count: number, onEnd: () => void) {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  const check = useCallback(() => {
    const box = scroller.current;
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < AHEAD) latest.current();
  }, [scroller]);
  useEffect(() => {
    if (count > 0) check();
  }, [count, check]);
  return check;
}
