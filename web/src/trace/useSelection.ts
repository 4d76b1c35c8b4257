import { useCallback, useEffect, useRef, useState } from "react";
import { useSearch } from "../app/router";

/** Time in which further steps replace a step before the address and the panel follow. */
const SETTLE = 90;

export type SelectHow = "step" | "jump";

/**
 * The selected span. The address is its home; steps by key are shown at once and reach the address and the
 * span panel when they pause, because holding down a key must neither flood the history nor the server.
 */
export function useSelection(narrow: boolean) {
  const { parameters, patch } = useSearch();
  const fromUrl = parameters.get("span");
  const [ahead, setAhead] = useState<{ spanId: string | null } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const select = useCallback(
    (spanId: string | null, how: SelectHow) => {
      clearTimeout(timer.current);
      const settle = () => {
        setAhead(null);
        const opens = narrow && how === "jump";
        patch({ span: spanId, ...(opens ? { pane: "span" } : {}) }, { replace: !opens });
      };
      if (how === "jump") {
        settle();
        return;
      }
      setAhead({ spanId });
      timer.current = setTimeout(settle, SETTLE);
    },
    [narrow, patch],
  );

  const closePane = useCallback(() => patch({ pane: null }, { replace: true }), [patch]);
  const pane = parameters.get("pane") === "span" ? "span" : "tree";
  return { spanId: ahead ? ahead.spanId : fromUrl, settledId: fromUrl, select, pane, closePane };
}
