import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("mock-server.mjs", import.meta.url));

/** Starts a mock server that also serves the built page, and waits until it answers. */
export async function startMock(port, ...more) {
  const server = spawn(process.execPath, [script, "--port", String(port), "--dist", ...more], {
    stdio: "ignore",
  });
  for (let attempt = 0; attempt < 100; attempt++) {
    await new Promise((done) => setTimeout(done, 200));
    const up = await fetch(`http://127.0.0.1:${port}/api/v1/server`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return server;
  }
  server.kill();
  throw new Error("The mock server did not start.");
}
