// What the invented traces add up to: enough of /api/v1/totals for the list.

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
const VALUES = {
  status: (trace) => [trace.status],
  models: (trace) => trace.models,
  name: (trace) => [trace.name],
  environment: (trace) => [trace.environment],
  user: (trace) => [trace.userId],
  tags: (trace) => trace.tags,
};

const sum = (traces, value) => traces.reduce((total, trace) => total + (value(trace) ?? 0), 0);

function percentile(traces, part) {
  const seconds = traces
    .filter((trace) => trace.durationNano !== null)
    .map((trace) => Number(trace.durationNano) / 1e9)
    .sort((a, b) => a - b);
  return seconds[Math.min(seconds.length - 1, Math.floor(seconds.length * part))] ?? null;
}

const MEASURES = {
  count: (traces) => traces.length,
  errors: (traces) => traces.filter((trace) => trace.status === "failed").length,
  tokens: (traces) => sum(traces, (trace) => trace.usage.totalTokens),
  cost: (traces) => sum(traces, (trace) => trace.cost?.total),
  p50: (traces) => percentile(traces, 0.5),
  p95: (traces) => percentile(traces, 0.95),
};

export function totals(traces, parameters) {
  const names = (parameters.get("measure") ?? "count").split(",");
  const values = (some) => names.map((name) => MEASURES[name](some));
  const group = parameters.get("group");
  const limit = Number(parameters.get("limit") ?? 100);
  const groups = new Map();
  for (const trace of group === null ? [] : traces) {
    const found = VALUES[group](trace);
    for (const value of found.length === 0 ? [null] : found)
      groups.set(value, [...(groups.get(value) ?? []), trace]);
  }
  const rows = [...groups].sort((a, b) => b[1].length - a[1].length);
  const [, count, unit] = /^(\d+)([smhd])$/.exec(parameters.get("bucket") ?? "") ?? [];
  const step = count === undefined ? 0 : Number(count) * SECONDS[unit] * 1000;
  const starts = traces.map((trace) => Number(BigInt(trace.startUnixNano) / 1_000_000n));
  const places = step === 0 ? [] : starts.map((start) => start - (start % step));
  const buckets = [];
  for (let at = Math.min(...places); at <= Math.max(...places); at += step) buckets.push(at);
  return {
    measures: names.map((name) => ({ name, unit: null })),
    bucketsUnixNano: buckets.map((at) => `${at}000000`),
    rows: rows.slice(0, limit).map(([value, some]) => ({ key: [value], values: values(some), buckets: [] })),
    other: rows.length > limit ? { groups: rows.length - limit, values: values([]) } : null,
    all: {
      key: [],
      values: values(traces),
      buckets: buckets.map((at) => values(traces.filter((_, index) => places[index] === at))),
    },
    exact: true,
    error: 0,
  };
}
