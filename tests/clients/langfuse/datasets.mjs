// Datasets, runs and media, as users of the npm packages langfuse 3 and @langfuse/client 5 work with them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { LangfuseClient, LangfuseMedia } from "@langfuse/client";
import { Langfuse } from "langfuse-v3";

const baseUrl = process.env.LANGFUSE_BASE_URL;
const v3 = new Langfuse({ baseUrl, flushInterval: 60_000 });
const v5 = new LangfuseClient({ baseUrl });
const name = "team/questions, ü";

// Made with one major version, changed with the other.
const made = await v3.createDataset({ name, description: "to try", metadata: { a: 1 } });
const changed = await v5.api.datasets.create({ name, inputSchema: { type: "object", required: ["q"] } });
assert.equal(changed.id, made.id);
assert.equal(changed.description, "to try");
assert.deepEqual((await v5.api.datasets.list()).data, [changed]);

const first = await v3.createDatasetItem({ datasetName: name, input: { q: "1 + 1?" }, expectedOutput: "2" });
await assert.rejects(
  v5.api.datasetItems.create({ datasetName: name, input: {} }),
  (error) => error.statusCode === 400 && error.body.error[0].path[0] === "input",
);
assert.deepEqual((await v3.getDatasetItem(first.id)).input, { q: "1 + 1?" });

// A picture in an item is sent beside it, and comes back in its place.
const pixels = Buffer.from("89504e470d0a1a0a00", "hex");
const picture = new LangfuseMedia({ source: "bytes", contentBytes: pixels, contentType: "image/png" });
await v5.dataset.createItem({ datasetName: name, id: "seen/1", input: { q: "What is it?", picture } });
const set = await v5.dataset.get(name, { fetchItemsPageSize: 1 });
assert.deepEqual(set.items.map((item) => item.id).sort(), [first.id, "seen/1"].sort());
const seen = set.items.find((item) => item.id === "seen/1");
const shown = seen.input.picture;
assert.equal(shown.contentType, "image/png");
assert.deepEqual(Buffer.from(await shown.fetchBytes()), pixels);

// Runs link items and traces.
const trace = v3.trace({ name: "attempt" });
const old = await v3.getDataset(name);
const link = await old.items
  .find((item) => item.id === first.id)
  .link(trace, "run/1", { description: "first try", metadata: { model: "m" } });
assert.equal(link.traceId, trace.id);
await seen.link({ otelSpan: { spanContext: () => ({ traceId: "t2", spanId: "s2" }) } }, "run/1");
assert.deepEqual(
  (await v3.getDatasetRuns(name)).data.map((run) => [run.name, run.description]),
  [["run/1", "first try"]],
);
const run = await v3.getDatasetRun({ datasetName: name, runName: "run/1" });
assert.deepEqual(run.metadata, { model: "m" });
assert.deepEqual(
  run.datasetRunItems.map((item) => [item.traceId, item.datasetItemId, item.observationId]).sort(),
  [
    [trace.id, first.id, null],
    ["t2", "seen/1", "s2"],
  ].sort(),
);
const runItems = await v5.api.datasetRunItems.list({ datasetId: made.id, runName: "run/1", limit: 1 });
assert.equal(runItems.meta.totalItems, 2);

// A whole experiment, as the newer client runs it.
const experiment = await set.runExperiment({
  name: "experiment",
  runName: "run/2",
  task: async ({ input }) => input.q.length,
  evaluators: [async ({ output }) => ({ name: "length", value: output })],
});
assert.equal(experiment.itemResults.length, 2);
assert.equal((await v5.api.datasets.getRun(name, "run/2")).datasetRunItems.length, 2);

await v5.api.datasets.deleteRun(name, "run/2");
await v5.api.datasetItems.delete("seen/1");
assert.equal((await v5.api.datasets.getRun(name, "run/1")).datasetRunItems.length, 1);
await assert.rejects(v5.api.datasets.getRun(name, "run/2"), (error) => error.statusCode === 404);
await assert.rejects(v5.api.datasetItems.get("seen/1"), (error) => error.statusCode === 404);

// Media in traces: the older client finds them in the input, sends them, and leaves a token.
const sound = Buffer.from("not really a sound");
v3.trace({ id: "with-media", input: { sound: `data:audio/wav;base64,${sound.toString("base64")}` } });
await v3.flushAsync();
const id = createHash("sha256").update(sound).digest("base64url").slice(0, 22);
const medium = await v5.api.media.get(id);
assert.equal(medium.contentType, "audio/wav");
assert.equal(medium.contentLength, sound.length);
const kept = await (await fetch(`${baseUrl}/api/public/traces/with-media`)).json();
assert.equal(kept.input.sound, `@@@langfuseMedia:type=audio/wav|id=${id}|source=base64_data_uri@@@`);
const resolved = await v5.media.resolveReferences({ obj: kept.input, resolveWith: "base64DataUri" });
assert.equal(resolved.sound, `data:audio/wav;base64,${sound.toString("base64")}`);
const page = await fetch(`${baseUrl}/api/v1/media/${id}`);
assert.equal(page.headers.get("content-type"), "audio/wav");
assert.deepEqual(Buffer.from(await page.arrayBuffer()), sound);

await v3.shutdownAsync();
await v5.shutdown();
