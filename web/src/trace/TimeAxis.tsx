import { formatDuration } from "../lib/format";
import { ticks, type TimeWindow } from "./timeScale";

/** A mark further right than this has no room for its label. */
const LAST_LABEL = 0.86;

export function TimeAxis({ window }: { window: TimeWindow }) {
  const label = `Time, ${formatDuration(window.start)} to ${formatDuration(window.end)}`;
  return (
    <span role="columnheader" className="time-axis" aria-label={label}>
      {ticks(window, 4).map((at) => {
        const left = (at - window.start) / (window.end - window.start);
        return (
          <i key={at} style={{ left: `${left * 100}%` }}>
            {left <= LAST_LABEL && formatTick(at)}
          </i>
        );
      })}
    </span>
  );
}

/** Tick marks are round numbers, so zeros after the point and zero seconds say nothing. */
function formatTick(nanoseconds: number): string {
  return formatDuration(nanoseconds)
    .replace(/(\.\d*?)0+(?= )/, "$1")
    .replace(/\.(?= )/, "")
    .replace(/ 00 [smh]$/, "");
}
