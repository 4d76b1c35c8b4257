// Prompts, as users of the npm packages langfuse 3 and @langfuse/client 5 work with them.
import assert from "node:assert/strict";
import { LangfuseClient } from "@langfuse/client";
import { Langfuse } from "langfuse-v3";

const baseUrl = process.env.LANGFUSE_BASE_URL;
const v3 = new Langfuse({ baseUrl, flushInterval: 60_000 });
const v5 = new LangfuseClient({ baseUrl });
const name = "team/greeting, ü";

// Made with one major version, read with the other; a slash in the name belongs to it.
const first = await v3.createPrompt({
  name,
  prompt: "Hello {{who}}!",
  labels: ["production"],
  config: { temperature: 0.5 },
  tags: ["polite"],
});
assert.equal(first.version, 1);
const shown = await v5.prompt.get(name);
assert.equal(shown.compile({ who: "world" }), "Hello world!");
assert.deepEqual(shown.config, { temperature: 0.5 });
assert.deepEqual(shown.tags, ["polite"]);
assert.deepEqual([...shown.labels].sort(), ["latest", "production"]);

// What was fetched stays for a minute, unless one asks not to keep it.
assert.equal((await v3.getPrompt(name)).version, 1);
const second = await v5.prompt.create({
  name,
  prompt: "Good day {{who}}.",
  labels: ["staging"],
  commitMessage: "more polite",
});
assert.equal(second.version, 2);
assert.equal(second.commitMessage, "more polite");
await v5.prompt.update({ name, version: 2, newLabels: ["production"] });
assert.equal((await v3.getPrompt(name)).version, 1);
assert.equal((await v3.getPrompt(name, undefined, { cacheTtlSeconds: 0 })).version, 2);
assert.equal((await v3.getPrompt(name, 1, { cacheTtlSeconds: 0 })).prompt, "Hello {{who}}!");
assert.deepEqual((await v5.prompt.get(name, { version: 1, cacheTtlSeconds: 0 })).labels, []);
const moved = await v3.updatePrompt({ name, version: 1, newLabels: ["old"] });
assert.deepEqual(moved.labels, ["old"]);

// Chat prompts with a place for messages.
await v5.prompt.create({
  name: "chat",
  type: "chat",
  prompt: [
    { role: "system", content: "You are {{who}}." },
    { type: "placeholder", name: "history" },
    { role: "user", content: "{{question}}" },
  ],
  labels: ["production"],
});
const messages = [
  { role: "system", content: "You are Clew." },
  { role: "assistant", content: "Yes?" },
  { role: "user", content: "Why?" },
];
for (const chat of [
  await v5.prompt.get("chat", { type: "chat" }),
  await v3.getPrompt("chat", undefined, { type: "chat" }),
]) {
  const compiled = chat.compile(
    { who: "Clew", question: "Why?" },
    { history: [{ role: "assistant", content: "Yes?" }] },
  );
  assert.deepEqual(
    compiled.map(({ role, content }) => ({ role, content })),
    messages,
  );
}

// A prompt that takes in another one.
await v3.createPrompt({
  name: "letter",
  prompt: `@@@langfusePrompt:name=${name}|label=production@@@ Yours`,
  labels: ["production"],
});
assert.equal((await v5.prompt.get("letter")).compile({ who: "Ann" }), "Good day Ann. Yours");

// Listed, refused and deleted.
const listed = await v5.api.prompts.list({ tag: "polite" });
assert.deepEqual(
  listed.data.map((prompt) => [prompt.name, prompt.versions]),
  [[name, [1, 2]]],
);
assert.equal(listed.meta.totalItems, 1);
await assert.rejects(
  v5.api.prompts.create({ name: "chat", type: "text", prompt: "text" }),
  (error) => error.statusCode === 400,
);
await assert.rejects(v5.prompt.delete(name), (error) => error.statusCode === 400);
await v5.prompt.delete("letter");
await v5.prompt.delete(name, { version: 2 });
assert.equal((await v5.prompt.get(name, { label: "latest", cacheTtlSeconds: 0 })).version, 1);
await v5.prompt.delete(name);
await assert.rejects(
  v5.api.prompts.get(name),
  (error) => error.statusCode === 404 && error.body.message === `Prompt not found: '${name}' with label 'production'`,
);
assert.equal((await v3.getPrompt("nobody", undefined, { fallback: "else", maxRetries: 0 })).prompt, "else");

await v3.shutdownAsync();
await v5.shutdown();
