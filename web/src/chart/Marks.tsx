import type { Bucket } from "./buckets";
import type { ChartProps, Series } from "./TimeChart";

interface Props extends Pick<ChartProps, "kind" | "buckets" | "series"> {
  x: (millis: number) => number;
  y: (value: number) => number;
}

/** The values themselves. */
export function Marks({ kind, buckets, series, x, y }: Props) {
  return kind === "bars" ? (
    <Bars buckets={buckets} series={series} x={x} y={y} />
  ) : (
    series.map((one) => <Line key={one.name} series={one} buckets={buckets} x={x} y={y} />)
  );
}

/** Of each series one path, on top of those before it: a bar that is there can always be seen. */
function Bars({ buckets, series, x, y }: Omit<Props, "kind">) {
  const below = new Float64Array(buckets.length);
  return series.map(({ name, colour, values }) => {
    let path = "";
    buckets.forEach((bucket, at) => {
      const value = values[at] ?? 0;
      if (value <= 0) return;
      const left = x(bucket.from);
      const right = x(bucket.to);
      const gap = right - left > 4 ? 1 : 0;
      const base = y(below[at]!);
      below[at]! += value;
      const top = Math.min(y(below[at]!), base - 1.5);
      path += `M${left} ${base}V${top}H${Math.max(left + 1, right - gap)}V${base}Z`;
    });
    return <path key={name} d={path} fill={`var(${colour})`} />;
  });
}

interface LineProps extends Omit<Props, "kind" | "series"> {
  series: Series;
}

/** A line with gaps where nothing was measured; a single value is a dot. */
function Line({ series, buckets, x, y }: LineProps) {
  const middle = (bucket: Bucket) => (x(bucket.from) + x(bucket.to)) / 2;
  let path = "";
  const dots: [number, number][] = [];
  series.values.forEach((value, at) => {
    if (value === null) return;
    const isAfter = (series.values[at - 1] ?? null) !== null;
    const isBefore = (series.values[at + 1] ?? null) !== null;
    const place: [number, number] = [middle(buckets[at]!), y(value)];
    if (!isAfter && !isBefore) dots.push(place);
    path += `${isAfter ? "L" : "M"}${place[0]} ${place[1]}`;
  });
  return (
    <>
      <path
        d={path}
        fill="none"
        stroke={`var(${series.colour})`}
        strokeWidth="1.5"
        strokeDasharray={series.dash}
      />
      {dots.map(([left, top]) => (
        <circle key={left} cx={left} cy={top} r="2" fill={`var(${series.colour})`} />
      ))}
    </>
  );
}
