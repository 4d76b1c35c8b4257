import { useId, useState, type ReactNode } from "react";
import type { Trace } from "../api/types";
import { plural } from "../lib/format";
import { isoToNanos } from "../lib/time";
import { Icon } from "../ui/Icon";
import { TimeText } from "../ui/TimeText";
import { AnyValue } from "./AnyValue";
import { HistoryList } from "./HistoryList";
import { textOf, type Version } from "./versions";
import "./history.css";

interface Props {
  trace: Trace;
  side: "input" | "output";
  /** Null until they are read. */
  versions: readonly Version[] | null;
  /** Whether they could not be read. */
  failed: boolean;
  spanName: (spanId: string) => string;
  onSelect: (spanId: string) => void;
}

/** Of a value that the trace was given itself: by whom, when, what was there before, and what its spans say. */
export function GivenNote(props: Props) {
  const { trace, side, versions, failed, spanName, onSelect } = props;
  const [open, setOpen] = useState(false);
  const list = useId();
  const lent = versions?.find(({ entry }) => entry.mode === "span");
  const same = lent !== undefined && textOf(lent.entry.value) === textOf(trace[side]);
  return (
    <div className="given">
      <p className="given-line muted">
        {(versions !== null || failed) && <Words trace={trace} side={side} latest={latestOf(versions)} />}
        {versions !== null && versions.length > (same ? 2 : 1) && (
          <button
            type="button"
            className="text-button number"
            aria-expanded={open}
            aria-controls={open ? list : undefined}
            onClick={() => setOpen(!open)}
          >
            {plural(versions.length, "version")}
          </button>
        )}
        {failed && <span>Its versions could not be read.</span>}
      </p>
      {lent !== undefined && !open && trace.rootSpanIds.length === 1 && (
        <Lent side={side} lent={lent} same={same} spanName={spanName} onSelect={onSelect} />
      )}
      {open && versions !== null && (
        <HistoryList id={list} side={side} versions={versions} spanName={spanName} onSelect={onSelect} />
      )}
    </div>
  );
}

const latestOf = (versions: readonly Version[] | null) =>
  versions?.find(({ entry }) => entry.mode !== "span")?.entry;

/** Attributes of a span can speak for the trace as well; that is no patch. */
const isByHand = (dialect: string | undefined) => dialect === undefined || dialect === "langfuse-api";

function Words({
  trace,
  side,
  latest,
}: Pick<Props, "trace" | "side"> & { latest: ReturnType<typeof latestOf> }): ReactNode {
  const origin = trace.provenance[side];
  const time = latest?.time ?? (side === "output" ? trace.output_updated_at : null);
  const when = time !== null && (
    <>
      , <TimeText nanos={isoToNanos(time)} />
    </>
  );
  if (latest === undefined && !isByHand(origin?.dialect)) {
    return (
      <span>
        Stated for the whole trace in <code>{origin!.source}</code>
        {when}
      </span>
    );
  }
  if (latest?.mode === "merge") return <span>Added to by a patch{when}</span>;
  const first = latest !== undefined && latest.arrivedAt === trace.createdAt;
  return (
    <span>
      {first ? "Sent with the trace" : "Set by a patch"}
      {when}
    </span>
  );
}

interface LentProps extends Pick<Props, "side" | "spanName" | "onSelect"> {
  lent: Version;
  same: boolean;
}

/** What the span says of which the trace would have had the value. */
function Lent({ side, lent, same, spanName, onSelect }: LentProps) {
  const { spanId, value } = lent.entry;
  const name = spanId === null ? "A span" : spanName(spanId);
  const link =
    spanId === null ? (
      name
    ) : (
      <button type="button" className="text-button" onClick={() => onSelect(spanId)}>
        {name}
      </button>
    );
  if (same) {
    return (
      <p className="muted">
        The span {link} has the same {side}.
      </p>
    );
  }
  return (
    <details className="lent">
      <summary>
        <Icon name="right" size={12} />
        <span>The span {name} says otherwise</span>
        <span className="lent-line muted">{textOf(value).replace(/\s+/g, " ").slice(0, 200)}</span>
      </summary>
      <div className="lent-body">
        <AnyValue value={value} />
        {spanId !== null && (
          <p>
            <button type="button" className="text-button" onClick={() => onSelect(spanId)}>
              Open {name}
            </button>
          </p>
        )}
      </div>
    </details>
  );
}
