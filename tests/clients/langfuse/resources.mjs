// Score configs, comments and models through the client that @langfuse/client 5 generates from Langfuse's own description.
import assert from "node:assert/strict";
import { LangfuseClient } from "@langfuse/client";

const { api } = new LangfuseClient({ baseUrl: process.env.LANGFUSE_BASE_URL });

const config = await api.scoreConfigs.create({
  name: "mood",
  dataType: "CATEGORICAL",
  categories: [
    { label: "good", value: 1 },
    { label: "bad", value: 0 },
  ],
});
assert.deepEqual(await api.scoreConfigs.getById(config.id), config);
const archived = await api.scoreConfigs.update(config.id, { isArchived: true });
assert.equal(archived.isArchived, true);
assert.deepEqual(archived.categories, config.categories);
assert.equal((await api.scoreConfigs.get({ limit: 1 })).data[0].id, config.id);
await assert.rejects(
  api.scoreConfigs.create({ name: "x", dataType: "NUMERIC", minValue: 2, maxValue: 1 }),
  (error) => error.statusCode === 400 && error.body.error[0].path[0] === "maxValue",
);

const { id } = await api.comments.create({
  projectId: config.projectId,
  objectType: "TRACE",
  objectId: "trace-1",
  content: "**Why** so slow?",
});
const comment = await api.comments.getById(id);
assert.equal(comment.content, "**Why** so slow?");
const comments = await api.comments.get({
  objectType: "TRACE",
  objectId: "trace-1",
});
assert.deepEqual(comments.data, [comment]);

const model = await api.models.create({
  modelName: "mine",
  matchPattern: "(?i)^mine$",
  unit: "TOKENS",
  inputPrice: 0.000001,
});
const models = await api.models.list({ limit: 2 });
assert.deepEqual(models.data[0], model);
assert.equal(models.data[1].isLangfuseManaged, true);
await api.models.delete(model.id);
await assert.rejects(api.models.get(model.id), (error) => error.statusCode === 404);
