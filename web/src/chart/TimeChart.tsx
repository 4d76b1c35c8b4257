import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Value } from "../api/dashboard";
import { Link } from "../app/router";
import { Icon } from "../ui/Icon";
import { ChartTable } from "./ChartTable";
import { Marks } from "./Marks";
import { roundUp, shortly, spanText, timeTicks } from "./ticks";
import { useWidth } from "./useWidth";
import type { Bucket } from "./buckets";
import "./chart.css";

export interface Series {
  name: string;
  /** A colour token: `--chart-1`, `--fail`. */
  colour: string;
  dash?: string;
  values: readonly Value[];
  /** Over the whole time, for the legend. */
  total: Value;
}

export interface ChartProps {
  title: string;
  /** Bars stand on each other; lines do not. */
  kind: "bars" | "lines";
  buckets: readonly Bucket[];
  series: readonly Series[];
  format: (value: number) => string;
  /** The traces behind a bucket. */
  hrefOf: (bucket: Bucket) => string;
  /** What it says where nothing was. */
  none: string;
  note?: string | undefined;
}

export const HEIGHT = 132;
/** Below is the time, at the left the scale. */
export const FOOT = 20;
export const LEFT = 48;
export const TOP = 8;

/** Something over time. Point at a moment to read it, press to see its traces; or read it as a table. */
export function TimeChart(props: ChartProps) {
  const { title, kind, buckets, series, format, hrefOf } = props;
  const [isTable, setTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const heading = useId();
  const shown = at !== null && at < buckets.length ? at : null;
  const isEmpty = series.every(({ values }) => values.every((value) => value === null || value === 0));
  return (
    <section className="chart" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        <Legend {...props} at={shown} />
        <button
          type="button"
          className="icon-button"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
          aria-label={`${title} as a table`}
          title="As a table"
        >
          <Icon name="table" size={14} />
        </button>
      </header>
      {isTable ? (
        <ChartTable {...props} />
      ) : (
        <div ref={box} className="chart-box" style={{ height: HEIGHT }}>
          {isEmpty ? (
            <p className="chart-none muted">{props.none}</p>
          ) : (
            <>
              <Plot width={width} kind={kind} buckets={buckets} series={series} format={format} at={shown} />
              <Pointer
                width={width}
                title={title}
                buckets={buckets}
                at={shown}
                onPoint={setAt}
                hrefOf={hrefOf}
                said={shown === null ? "" : wordsOf(props, shown)}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}

function wordsOf({ buckets, series, format }: ChartProps, at: number): string {
  const { from, to } = buckets[at]!;
  const values = series.map(({ name, values: all }) => {
    const value = all[at] ?? null;
    return `${name} ${value === null ? "nothing" : format(value)}`;
  });
  return `${spanText(from, to)}: ${values.join(", ")}`;
}

/** What the colours are, and their values: of the whole time, or of the moment that is pointed at. */
function Legend({ buckets, series, format, at, note }: ChartProps & { at: number | null }) {
  const bucket = at === null ? undefined : buckets[at];
  return (
    <div className="chart-legend number">
      {bucket !== undefined && <span className="chart-when">{spanText(bucket.from, bucket.to)}</span>}
      {series.map(({ name, colour, dash, values, total }) => {
        const value = at === null ? total : (values[at] ?? null);
        return (
          <span key={name} className="chart-key">
            <svg width="12" height="8" aria-hidden="true">
              <line
                x1="0"
                x2="12"
                y1="4"
                y2="4"
                stroke={`var(${colour})`}
                strokeWidth="3"
                strokeDasharray={dash}
              />
            </svg>
            <span className="muted">{name}</span>{" "}
            {value === null ? <span className="muted">none</span> : format(value)}
          </span>
        );
      })}
      {note !== undefined && at === null && <span className="muted chart-note">{note}</span>}
    </div>
  );
}

interface PlotProps extends Pick<ChartProps, "kind" | "buckets" | "series" | "format"> {
  width: number;
  at: number | null;
}

function Plot({ width, kind, buckets, series, format, at }: PlotProps) {
  const from = buckets[0]?.from ?? 0;
  const to = buckets.at(-1)?.to ?? 1;
  const sums = buckets.map((_, place) => {
    const values = series.map((one) => one.values[place] ?? 0);
    return kind === "bars" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const top = roundUp(Math.max(...sums));
  const x = (millis: number) => LEFT + ((millis - from) / Math.max(1, to - from)) * (width - LEFT - 1);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - FOOT - TOP);
  const pointed = at === null ? undefined : buckets[at];
  return (
    <svg width={width} height={HEIGHT} className="chart-plot" aria-hidden="true">
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line className="chart-grid" x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {shortly(format(value))}
          </text>
        </g>
      ))}
      {timeTicks(from, to, Math.max(2, Math.floor(width / 96))).map(({ millis, text }) => (
        <g key={millis}>
          <line
            className="chart-tick"
            x1={x(millis)}
            x2={x(millis)}
            y1={HEIGHT - FOOT}
            y2={HEIGHT - FOOT + 4}
          />
          <text x={Math.min(x(millis), width - 18)} y={HEIGHT - 4} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {pointed !== undefined && (
        <rect
          className="chart-pointed"
          x={x(pointed.from)}
          width={Math.max(1, x(pointed.to) - x(pointed.from))}
          y={TOP}
          height={HEIGHT - FOOT - TOP}
        />
      )}
      <Marks kind={kind} buckets={buckets} series={series} x={x} y={y} />
    </svg>
  );
}

interface PointerProps {
  width: number;
  title: string;
  buckets: readonly Bucket[];
  at: number | null;
  onPoint: (at: number | null) => void;
  hrefOf: (bucket: Bucket) => string;
  said: string;
}

/** One link over the whole plot: it leads to the moment that is pointed at, by mouse or by arrow keys. */
function Pointer({ width, title, buckets, at, onPoint, hrefOf, said }: PointerProps) {
  const from = buckets[0]?.from ?? 0;
  const to = buckets.at(-1)?.to ?? 1;
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = (event.clientX - event.currentTarget.getBoundingClientRect().left) / (width - LEFT);
    const millis = from + place * (to - from);
    const found = buckets.findIndex((bucket) => millis < bucket.to);
    onPoint(found < 0 ? buckets.length - 1 : found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const next = {
      ArrowLeft: Math.max(0, (at ?? last + 1) - 1),
      ArrowRight: Math.min(last, (at ?? last) + 1),
      Home: 0,
      End: last,
      Escape: null,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onPoint(next);
  };
  const whole = { from, to };
  return (
    <>
      <Link
        className="chart-link"
        style={{ left: LEFT, top: TOP, bottom: 0 }}
        href={hrefOf((at === null ? undefined : buckets[at]) ?? whole)}
        aria-label={`${title}: open the traces of a time. Arrow keys choose it.`}
        draggable={false}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => onPoint(null)}
        onKeyDown={onKeyDown}
      />
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
