import type { Connection } from "./eventStream";
import "./liveToggle.css";

interface Props {
  on: boolean;
  connection: Connection;
  onChange: (on: boolean) => void;
}

const TITLES: Record<Connection, string> = {
  connecting: "Connecting; press to stop following",
  open: "News arrive as they happen; press to stop following",
  lost: "The connection is lost; it is being tried again",
  refused: "The server lets nobody follow this; press Refresh to look again",
};

/** Whether the list follows what happens, and whether it can. */
export function LiveToggle({ on, connection, onChange }: Props) {
  const state = on ? connection : "off";
  return (
    <button
      type="button"
      className="button live-toggle"
      aria-pressed={on}
      data-state={state}
      title={on ? TITLES[connection] : "Follow what happens"}
      onClick={() => onChange(!on)}
    >
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" />
      </svg>
      Live
      {(state === "lost" || state === "refused") && (
        <span className="visually-hidden">, {state === "lost" ? "connection lost" : "not possible"}</span>
      )}
    </button>
  );
}
