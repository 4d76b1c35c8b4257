// The page with live reload, against the mock server: npm run dev:mock
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const children = [
  spawn(process.execPath, [here("mock-server.mjs")], { stdio: "inherit" }),
  spawn(process.execPath, [here("../node_modules/vite/bin/vite.js")], { stdio: "inherit" }),
];
const stop = () => {
  for (const child of children) child.kill();
};
for (const child of children) child.on("exit", stop);
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
