import { useServer } from "../api/queries";
import { plural } from "../lib/format";
import { Clew } from "../ui/Clew";
import { FirstTrace } from "./FirstTrace";
import type { Range } from "./timeRange";
import "./emptyTraces.css";

interface Props {
  range: Range;
  /** Traces that arrived since the list was read. */
  waiting: number;
  /** Whether those that arrive are announced. */
  isLive: boolean;
  onShow: () => void;
  onShowAll: () => void;
}

/** What would be here, why it is not, and what changes that. */
export function EmptyTraces({ range, waiting, isLive, onShow, onShowAll }: Props) {
  const server = useServer();
  const ranged = range.seconds !== null;
  return (
    <div className="empty-traces">
      <Clew size={44} />
      <h2>{ranged ? `No trace started in ${range.words}` : "No traces yet"}</h2>
      {ranged ? (
        <p>
          Traces that started in {range.words} would be listed here. There may be older ones.{" "}
          <button type="button" className="text-button" onClick={onShowAll}>
            Show all time
          </button>
        </p>
      ) : (
        <p>
          Every run of your application becomes a row here: its model calls, tool calls and retrievals, with
          what went in and what came out. Nothing has been sent to the project{" "}
          <b>{server.data?.project ?? "default"}</b> so far.
        </p>
      )}
      {waiting > 0 ? (
        <p>
          <button type="button" className="button primary" onClick={onShow}>
            Show {plural(waiting, "new trace")}
          </button>
        </p>
      ) : (
        <p className="muted" role="status">
          {isLive
            ? "This page tells when a trace arrives."
            : "This page does not follow what arrives; press Refresh to look again."}
        </p>
      )}
      <FirstTrace server={server.data} />
    </div>
  );
}
