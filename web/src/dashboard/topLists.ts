import { listHref, userHref } from "../app/router";
import { condition } from "../lib/filter";
import { formatCount, formatDuration, formatMoney } from "../lib/format";

export interface TopColumn {
  measure: string;
  text: string;
  format: (value: number) => string;
}

/** What a dashboard breaks the project down by. */
export interface TopListShape {
  /** Under this name the address holds the order. */
  param: string;
  title: string;
  /** What each row is: `model`. */
  one: string;
  subject: "traces" | "spans";
  group: string;
  /** The first one orders, unless the reader chooses another. */
  columns: readonly TopColumn[];
  /** The words of a row without a value; without them it is left out. */
  unnamed?: string;
  hrefOf: (value: string | null, range: string) => string;
  failedHrefOf: (value: string | null, range: string) => string;
  /** Where all of them are listed. */
  allHref?: string;
  none: string;
}

const CALLS = { measure: "count", text: "Calls", format: formatCount };
const TRACES = { measure: "count", text: "Traces", format: formatCount };
const FAILED = { measure: "errors", text: "Failed", format: formatCount };
const P95 = { measure: "p95", text: "p95", format: (value: number) => formatDuration(value * 1e9) };
const TOKENS = { measure: "tokens", text: "Tokens", format: formatCount };
const COST = { measure: "cost", text: "Cost", format: (value: number) => formatMoney(value, "USD") };

const list = (q: string, range: string) => listHref({ q, range });
/** One span must be both; otherwise any trace with a failure would do. */
const failedSpan = (field: string) => (value: string | null, range: string) =>
  list(`span(${condition(field, value)} status:failed)`, range);
const failedTrace = (field: string) => (value: string | null, range: string) =>
  list(`${condition(field, value)} status:failed`, range);

export const TOP_LISTS: readonly TopListShape[] = [
  {
    param: "models",
    title: "Models",
    one: "model",
    subject: "spans",
    group: "model",
    columns: [COST, TOKENS, CALLS, FAILED, P95],
    hrefOf: (value, range) => list(condition("model", value), range),
    failedHrefOf: failedSpan("model"),
    none: "No span names a model.",
  },
  {
    param: "names",
    title: "Trace names",
    one: "name",
    subject: "traces",
    group: "name",
    columns: [TRACES, FAILED, P95, TOKENS, COST],
    unnamed: "unnamed",
    hrefOf: (value, range) => list(condition("name", value), range),
    failedHrefOf: failedTrace("name"),
    none: "No trace in this time.",
  },
  {
    param: "tools",
    title: "Tools",
    one: "tool",
    subject: "spans",
    group: "tool",
    columns: [CALLS, FAILED, P95],
    hrefOf: (value, range) => list(condition("tool", value), range),
    failedHrefOf: failedSpan("tool"),
    none: "No tool was called.",
  },
  {
    param: "users",
    title: "Users",
    one: "user",
    subject: "traces",
    group: "user",
    columns: [COST, TOKENS, TRACES, FAILED, P95],
    hrefOf: (value) => userHref(value ?? ""),
    failedHrefOf: failedTrace("user"),
    allHref: "/users?order=cost",
    none: "No trace names a user.",
  },
];
