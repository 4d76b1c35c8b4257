// What every transport must hold to, whoever is behind it.
import assert from "node:assert/strict";

/** The text of an answer that must be good. */
export async function text(client, name, args) {
  const answer = await client.callTool({ name, arguments: args });
  assert.ok(!answer.isError, `${name}: ${answer.content[0].text}`);
  return answer.content[0].text;
}

/** The reason of an answer that must be a failure. */
export async function failure(client, name, args) {
  const answer = await client.callTool({ name, arguments: args });
  assert.equal(answer.isError, true, `${name} should fail`);
  const { success, error } = JSON.parse(answer.content[0].text);
  assert.equal(success, false);
  return error;
}

export async function names(client) {
  return (await client.listTools()).tools.map((tool) => tool.name);
}

/** Refused by the protocol: a model never comes to see such a tool. */
export async function notThere(client, name) {
  await assert.rejects(client.callTool({ name, arguments: {} }), (error) => error.code === -32602);
}

/** Takes the telemetry out of its marks, and checks that they are the only ones of their kind. */
export function marked(answer) {
  const found = /<telemetry-([0-9a-f]{16})>\n([\s\S]*)\n<\/telemetry-\1>/.exec(answer);
  assert.ok(found, answer);
  assert.equal(answer.split(found[1]).length, 3);
  return found[2];
}

export async function templates(client) {
  const { resources } = await client.listResources();
  assert.ok(resources.some((resource) => resource.uri === "coaia://templates/"));
  const read = async (uri) => JSON.parse((await client.readResource({ uri })).contents[0].text);
  const list = await read("coaia://templates/");
  const { name } = list.templates[0];
  assert.equal((await read(`coaia://templates/${name}`)).name, name);
  assert.ok((await read(`coaia://templates/${name}/variables`)).variables.length > 0);
  await assert.rejects(read("coaia://templates/none"));
}
