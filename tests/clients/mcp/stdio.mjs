// node stdio.mjs clew.dll: the program as an assistant starts it, before a server that is not Clew.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { failure, marked, names, notThere, templates, text } from "./checks.mjs";
import { start } from "./fake-langfuse.mjs";

const langfuse = await start();
const program = process.argv[2];

async function connect(args = [], env = {}) {
  const client = new Client({ name: "clew-tests", version: "1" });
  await client.connect(
    new StdioClientTransport({
      command: "dotnet",
      args: [program, "mcp", ...args],
      env: {
        ...process.env,
        LANGFUSE_HOST: langfuse.url,
        LANGFUSE_PUBLIC_KEY: "pk-test",
        LANGFUSE_SECRET_KEY: "sk-test",
        ...env,
      },
      stderr: "pipe",
    }),
  );
  return client;
}

const usual = await connect();
assert.equal(usual.getServerVersion().name, "clew");
const listed = await names(usual);
assert.equal(listed.length, 14);
assert.ok(listed.includes("coaia_fuse_trace_patch_output") && listed.includes("clew_trace_summary"));
await notThere(usual, "clew_trace_patch_output");
await notThere(usual, "coaia_fuse_prompts_list");

const outputs = ["text", '{"json":"in text"}', 42, 3.14, 0, true, false, null, "", {}, [], [1, 2], [{ id: 1 }], { a: { b: [null] } }];
for (const output of outputs) {
  const answer = JSON.parse(await text(usual, "coaia_fuse_trace_patch_output", { trace_id: "trace-1", output_data: output }));
  assert.deepEqual(
    [answer.success, answer.trace_id, answer.message],
    [true, "trace-1", "Successfully patched output for trace trace-1"],
  );
  const event = langfuse.events.at(-1);
  assert.equal(event.type, "trace-create");
  assert.match(event.id, /^trace-1-patch-[0-9a-f]{8}$/);
  assert.deepEqual(Object.keys(event.body).sort(), ["id", "output", "timestamp"]);
  assert.deepEqual(event.body.output, output);
}
langfuse.refused.add("bad");
await failure(usual, "coaia_fuse_trace_patch_output", { trace_id: "bad", output_data: 1 });

const summary = await text(usual, "clew_trace_summary", { trace_id: "trace-1" });
assert.match(marked(summary), /\[generation\] chat · 1s · FAILED: timeout \(id s2\)/);
const page = await text(usual, "clew_span_content", { trace_id: "trace-1", span_id: "s2", part: "input", max_tokens: 100 });
assert.match(page, /More: the same with offset=350\./);
assert.match(marked(await text(usual, "clew_search_traces", {})), /^trace-1 "answer"/);
assert.match(marked(await text(usual, "clew_find_errors", {})), /1× timeout/);
const view = JSON.parse(await text(usual, "coaia_fuse_trace_view", { trace_id: "trace-1" }));
assert.equal(view.trace_url, `${langfuse.url}/project/p/traces/trace-1`);
assert.equal(view.trace.observations.length, 2);
assert.match(await failure(usual, "clew_trace_summary", { trace_id: "gone" }), /not found/);
await templates(usual);
const { contents } = await usual.readResource({ uri: "clew://traces/trace-1" });
assert.match(marked(contents[0].text), /^trace trace-1 "answer"/);
assert.deepEqual((await usual.listPrompts()).prompts.map((prompt) => prompt.name), [
  "create_observability_pipeline",
  "analyze_audio_workflow",
]);
const filled = await usual.getPrompt({
  name: "create_observability_pipeline",
  arguments: { trace_name: "N", user_id: "U", steps: "a, b" },
});
assert.match(filled.messages[0].content.text, /Name of the trace: N/);
await usual.close();

const minimal = await connect([], { COAIAPY_MCP_FEATURES: "MINIMAL" });
assert.equal((await names(minimal)).length, 18);
assert.equal(minimal.getServerCapabilities().prompts, undefined);
assert.equal(minimal.getServerCapabilities().resources, undefined);
await minimal.close();

const full = await connect(["--tools", "all", "--features", "full"], { CLEW_MCP_TOOLS: "analysis" });
assert.equal((await names(full)).length, 49);
assert.equal((await full.listPrompts()).prompts.length, 3);
await full.close();

const wrong = await connect([], { LANGFUSE_SECRET_KEY: "sk-wrong" });
await failure(wrong, "clew_trace_summary", { trace_id: "trace-1" });
await wrong.close();
langfuse.stop();
console.log("stdio: all checks passed");
