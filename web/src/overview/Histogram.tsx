import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { OverTime } from "../api/totals";
import { exactCount, plural } from "../lib/format";
import { stretchWords } from "../traces/timeRange";
import { barsOf, type Bar } from "./buckets";
import { timeMarks } from "./timeMarks";
import "./histogram.css";

interface Props {
  data: OverTime | undefined;
  /** A stretch was chosen; RFC 3339. */
  onSelect: (from: string, to: string) => void;
}

/** From one bar to another, both included. */
interface Selection {
  anchor: number;
  head: number;
}

/** Traces over time, failed ones in red. Dragging, or Shift and the arrows, choose a stretch of it. */
export function Histogram({ data, onSelect }: Props) {
  const bars = useMemo(() => (data === undefined ? [] : barsOf(data)), [data]);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const most = useMemo(() => bars.reduce((top, bar) => Math.max(top, bar.count), 0), [bars]);
  const marks = useMemo(() => timeMarks(bars), [bars]);
  const last = bars.length - 1;
  const kept = selection !== null && selection.head <= last && selection.anchor <= last ? selection : null;

  const choose = ({ anchor, head }: Selection) => {
    setSelection(null);
    const [first, end] = [bars[Math.min(anchor, head)]!, bars[Math.max(anchor, head)]!];
    onSelect(new Date(first.from).toISOString(), new Date(end.to).toISOString());
  };
  const barAt = (event: PointerEvent) => {
    const box = plot.current!.getBoundingClientRect();
    const part = box.width === 0 ? 0 : (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(last, Math.floor(part * bars.length)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = kept?.head ?? last;
    const next = targetOf(event.key, at, last);
    if (next !== null) {
      event.preventDefault();
      setSelection({ anchor: event.shiftKey ? (kept?.anchor ?? at) : next, head: next });
    } else if (event.key === "Enter" && kept !== null) {
      event.preventDefault();
      choose(kept);
    } else if (event.key === "Escape" && kept !== null) {
      event.stopPropagation();
      setSelection(null);
    }
  };

  const told = dragging || pointed === null || pointed > last ? kept : { anchor: pointed, head: pointed };
  return (
    <div className="histogram" data-empty={bars.length === 0 || undefined}>
      <div
        ref={plot}
        className="histogram-plot"
        role="slider"
        tabIndex={bars.length === 0 ? -1 : 0}
        aria-label="Traces over time. Arrows move, with Shift they choose a stretch, Enter shows it."
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, kept?.head ?? last)}
        aria-valuetext={bars.length === 0 ? "No traces" : wordsOf(bars, kept ?? { anchor: last, head: last })}
        onKeyDown={onKeyDown}
        onBlur={() => setSelection(null)}
        onPointerDown={(event) => {
          if (event.button !== 0 || bars.length === 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = barAt(event);
          setDragging(true);
          setSelection({ anchor: at, head: at });
        }}
        onPointerMove={(event) => {
          if (bars.length === 0) return;
          const at = barAt(event);
          setPointed(at);
          if (dragging && kept !== null && at !== kept.head) setSelection({ ...kept, head: at });
        }}
        onPointerLeave={() => setPointed(null)}
        onPointerUp={() => {
          setDragging(false);
          if (dragging && kept !== null) choose(kept);
        }}
        onPointerCancel={() => {
          setDragging(false);
          setSelection(null);
        }}
      >
        <svg viewBox={`0 0 ${Math.max(1, bars.length)} 100`} preserveAspectRatio="none" aria-hidden="true">
          {kept !== null && (
            <rect
              className="histogram-chosen"
              x={Math.min(kept.anchor, kept.head)}
              width={Math.abs(kept.head - kept.anchor) + 1}
              height="100"
            />
          )}
          {bars.map((bar, at) => (
            <BarShape key={bar.from} bar={bar} at={at} most={most} pointed={at === pointed} />
          ))}
        </svg>
        {told !== null && bars.length > 0 && (
          <span
            className="histogram-words number"
            data-side={(told.head + told.anchor) / 2 > bars.length / 2 ? "left" : "right"}
          >
            {wordsOf(bars, told)}
          </span>
        )}
      </div>
      <div className="histogram-axis number" aria-hidden="true">
        {marks.map((mark) => (
          <i key={mark.at} style={{ left: `${mark.at * 100}%` }}>
            {mark.text}
          </i>
        ))}
      </div>
      {most > 0 && (
        <span className="histogram-most number" aria-hidden="true" title="The highest bar">
          {exactCount(most)}
        </span>
      )}
    </div>
  );
}

function BarShape({ bar, at, most, pointed }: { bar: Bar; at: number; most: number; pointed: boolean }) {
  if (bar.count === 0) return null;
  // A single trace among thousands is still seen.
  const height = Math.max(4, (bar.count / most) * 92);
  const failed = bar.errors === 0 ? 0 : Math.max(4, (bar.errors / bar.count) * height);
  return (
    <>
      <rect
        className="histogram-bar"
        data-pointed={pointed || undefined}
        x={at + 0.08}
        width={0.84}
        y={100 - height}
        height={height}
      />
      {failed > 0 && (
        <rect className="histogram-failed" x={at + 0.08} width={0.84} y={100 - failed} height={failed} />
      )}
    </>
  );
}

function targetOf(key: string, at: number, last: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(0, at - 1);
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(last, at + 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

function wordsOf(bars: readonly Bar[], { anchor, head }: Selection): string {
  const part = bars.slice(Math.min(anchor, head), Math.max(anchor, head) + 1);
  const count = part.reduce((sum, bar) => sum + bar.count, 0);
  const errors = part.reduce((sum, bar) => sum + bar.errors, 0);
  const stretch = {
    from: new Date(part[0]!.from).toISOString(),
    to: new Date(part.at(-1)!.to).toISOString(),
  };
  return `${stretchWords(stretch)}: ${plural(count, "trace")}${errors > 0 ? `, ${exactCount(errors)} failed` : ""}`;
}
