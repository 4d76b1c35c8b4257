import { formatDuration } from "../lib/format";
import { ticks } from "./timeScale";

export function TimeAxis({ extent }: { extent: number }) {
  return (
    <span role="columnheader" className="time-axis" aria-label={`Time, 0 to ${formatDuration(extent)}`}>
      {ticks(extent, 3).map((at) => (
        <i key={at} style={{ left: `${(at / extent) * 100}%` }}>
          {formatTick(at)}
        </i>
      ))}
    </span>
  );
}

/** Tick marks are round numbers, so zeros after the point say nothing. */
function formatTick(nanoseconds: number): string {
  return formatDuration(nanoseconds)
    .replace(/(\.\d*?)0+(?= )/, "$1")
    .replace(/\.(?= )/, "");
}
