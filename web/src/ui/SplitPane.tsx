import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { readPreference, writePreference } from "../lib/storage";
import "./splitPane.css";

interface Props {
  /** Under this name the width is remembered. */
  name: string;
  label: string;
  left: ReactNode;
  right: ReactNode;
}

const MIN = 20;
const MAX = 75;
const clamp = (share: number) => Math.min(MAX, Math.max(MIN, share));

/** Two panes and a divider that can be dragged, moved by arrow keys, and remembers its place. */
export function SplitPane({ name, label, left, right }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => {
    const stored = readPreference(`split.${name}`);
    const value = stored === null ? 50 : Number(stored);
    return Number.isFinite(value) ? clamp(value) : 50;
  });
  const move = useCallback(
    (next: number) => {
      const value = Math.round(clamp(next) * 10) / 10;
      setShare(value);
      writePreference(`split.${name}`, String(value));
    },
    [name],
  );
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !frame.current) return;
    const box = frame.current.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -2 : event.key === "ArrowRight" ? 2 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(share + step);
  };
  return (
    <div ref={frame} className="split" style={{ gridTemplateColumns: `${share}% 1px minmax(0, 1fr)` }}>
      <div className="split-pane">{left}</div>
      <div
        className="split-divider"
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(share)}
        aria-valuemin={MIN}
        aria-valuemax={MAX}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => move(50)}
        onKeyDown={onKeyDown}
      />
      <div className="split-pane">{right}</div>
    </div>
  );
}
