// Longer texts of the invented traces.
export const SYSTEM = `You help the people on call. You have read access to metrics, deploys and runbooks.

Rules:
- Say what you know and how you know it. Name the source of every number.
- If a runbook covers the case, follow it and say which one.
- Never start a deploy or a rollback yourself.
- Times are UTC.`;

export const ANSWER = `## What happened

Checkout latency rose because of **deploy 8811** on Tuesday at 08:58 UTC. It added retries for the tax service without a budget, so a slow tax service was asked up to four times per order.

| Day | p95 | Source |
|---|---:|---|
| Monday | 412 ms | \`metrics-eu-1\` |
| Tuesday | 1,380 ms | \`metrics-eu-1\` |
| Wednesday | 446 ms | \`metrics-eu-1\` |

Latency fell again on Wednesday because the tax service recovered, **not** because the cause is gone.

## Is it safe to deploy?

Yes, with one condition. The runbook *Retries without a budget* asks for a limit first:

\`\`\`yaml
retry:
  attempts: 2
  budget: 10%      # of all requests
  backoff: { base: 100ms, max: 1s }
\`\`\`

1. Set the budget as above.
2. Deploy to one region and watch p95 for 15 minutes.
3. Go on if it stays below 500 ms.

I did not find an alert on the retry rate. Adding one would have shown this on Tuesday morning.`;

export const DOCUMENTS = [
  {
    id: "runbooks/retries.md#budget",
    content:
      "Retries without a budget. When a dependency slows down, retries multiply the load on it and on the caller. Limit retries to 10 % of all requests and never retry more than once within a user's request.",
    score: 0.9132,
    metadata: { section: "Budget", updated: "2026-08-02" },
  },
  {
    id: "runbooks/checkout.md#latency",
    content:
      "Checkout latency: first compare the tax and payment services, then look for deploys within ten minutes of the change.",
    score: 0.8417,
    metadata: { section: "Latency", updated: "2026-05-19" },
  },
  {
    id: "runbooks/deploys.md#freeze",
    content: "A deploy freeze is called by the person on call. It ends with the incident.",
    score: 0.412,
    metadata: {},
  },
];

export const TOOLS = [
  {
    name: "query_metrics",
    description: "Reads a metric of a service per day.",
    parameters: {
      type: "object",
      properties: { service: { type: "string" }, metric: { type: "string" }, days: { type: "integer" } },
      required: ["service", "metric"],
    },
  },
  {
    name: "list_deploys",
    description: "Lists deploys between two days.",
    parameters: { type: "object", properties: { from: { type: "string" }, to: { type: "string" } } },
  },
];

export const STACK = `Traceback (most recent call last):
  File "/app/billing/tools/invoices.py", line 88, in lookup_invoices
    page = await self.client.search(customer, since=since, timeout=1.5)
  File "/app/billing/clients/invoices.py", line 41, in search
    response = await self.http.post("/v2/search", json=query, timeout=timeout)
  File "/usr/lib/python3.12/site-packages/httpx/_client.py", line 1859, in post
    return await self.request(
  File "/usr/lib/python3.12/site-packages/httpx/_transports/default.py", line 118, in map_httpcore_exceptions
    raise mapped_exc(message) from exc
billing.errors.TimeoutError: The invoice service did not answer within 1.5 s (attempt 3 of 3).`;

const points = [120, 112, 104, 92, 84, 70, 78, 62, 44, 26].map((y, at) => `${30 + at * 36},${y}`).join(" ");
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160"><rect width="400" height="160" fill="#fff"/><g stroke="#ddd"><path d="M30 20H380M30 55H380M30 90H380M30 125H380"/></g><polyline points="${points}" fill="none" stroke="#2c6fb3" stroke-width="3"/><text x="30" y="148" font-family="sans-serif" font-size="11" fill="#555">2026, sales per month</text></svg>`;
export const CHART = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
