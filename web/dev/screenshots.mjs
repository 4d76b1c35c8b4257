// Pictures of every page, light and dark, and the times of the largest trace.
//   npm run build && node dev/screenshots.mjs [folder] [name...]
import { chromium } from "playwright-core";
import { mkdirSync } from "node:fs";
import { startMock } from "./start.mjs";

const [folder = "screenshots", ...only] = process.argv.slice(2);
const AGENT = "/traces/4f1c27a9d0e84b6f9a3d5c7e1b2f8a60";
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const SHOTS = [
  { name: "list", path: "/" },
  { name: "list-phone", path: "/", size: PHONE },
  { name: "list-laptop", path: "/?range=24h", size: { width: 1024, height: 700 } },
  { name: "empty", path: "/", empty: true },
  { name: "empty-range", path: "/?range=15m", empty: true, themes: ["light"] },
  { name: "trace-chat", path: `${AGENT}?span=b000000000000002` },
  { name: "trace-chat-end", path: `${AGENT}?span=b000000000000002`, themes: ["light"], scroll: 5000 },
  { name: "trace-overview", path: AGENT },
  { name: "trace-retriever", path: `${AGENT}?span=d000000000000001` },
  { name: "trace-tool", path: `${AGENT}?span=c000000000000011`, themes: ["light"] },
  { name: "trace-attributes", path: `${AGENT}?span=b000000000000002&tab=attributes` },
  { name: "trace-raw", path: `${AGENT}?span=b000000000000002&tab=raw`, themes: ["light"] },
  { name: "trace-failed", path: "/traces/9d2e66b1c4a84f0b8e13a7d50f6c9b21?span=f000000000000004" },
  { name: "trace-events", path: "/traces/9d2e66b1c4a84f0b8e13a7d50f6c9b21?span=f000000000000004&tab=events" },
  { name: "trace-running", path: "/traces/c3b7a1902f5d4e6c8b9a0d1e2f3a4b5c?span=9000000000000004" },
  { name: "trace-images", path: "/traces/2b4d6f8091a2b3c4d5e6f708192a3b4c?span=8000000000000001" },
  {
    name: "trace-cut",
    path: "/traces/5e8d1c2b3a4f5061728394a5b6c7d8e9?span=7000000000000002",
    themes: ["light"],
  },
  { name: "trace-cut-by-sender", path: "/traces/5e8d1c2b3a4f5061728394a5b6c7d8e9?span=7000000000000004" },
  { name: "trace-silent", path: "/traces/5e8d1c2b3a4f5061728394a5b6c7d8e9?span=7000000000000003" },
  { name: "trace-where-from", path: `${AGENT}?span=b000000000000002`, open: ".where-from", scroll: 5000 },
  { name: "trace-waiting", path: "/traces/trace-123", themes: ["light"] },
  { name: "trace-patched", path: "/traces/customer-report-42" },
  { name: "trace-versions", path: "/traces/customer-report-42", press: "3 versions" },
  { name: "trace-versions-phone", path: "/traces/customer-report-42", press: "3 versions", size: PHONE },
  {
    name: "trace-deep",
    path: "/traces/deeb0000000000000000000000003000",
    themes: ["light"],
    keys: "jjjjjjjjjjjjjjjjjjjjjjjj",
  },
  { name: "trace-big", path: "/traces/b16c0ffee00000000000000000100000", find: "tool" },
  { name: "trace-phone", path: AGENT, size: PHONE },
  { name: "trace-phone-span", path: `${AGENT}?span=b000000000000002&pane=span`, size: PHONE },
  { name: "not-found", path: "/traces/ffff", themes: ["light"] },
];

mkdirSync(folder, { recursive: true });
const servers = [await startMock(4390), await startMock(4391, "--empty")];
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  for (const shot of SHOTS) {
    if (only.length > 0 && !only.includes(shot.name)) continue;
    for (const theme of shot.themes ?? ["light", "dark"]) await take(shot, theme);
  }
} finally {
  await browser.close();
  for (const server of servers) server.kill();
}

async function take(shot, theme) {
  const context = await browser.newContext({ viewport: shot.size ?? WIDE, colorScheme: theme });
  const page = await context.newPage();
  page.on("console", (entry) => entry.type() === "error" && console.log(shot.name, entry.text()));
  page.on("pageerror", (error) => console.log(shot.name, error.message));
  await page.goto(`http://127.0.0.1:${shot.empty ? 4391 : 4390}${shot.path}`);
  await page.waitForLoadState("networkidle");
  if (shot.keys) for (const key of shot.keys) await page.keyboard.press(key);
  if (shot.find) {
    await page.fill(".tree-tools input", shot.find);
    await page.waitForTimeout(300);
    await page.fill(".tree-tools input", "");
    await page.evaluate(() => document.querySelector(".tree-grid").scrollTo(0, 41_000));
    await page.waitForTimeout(200);
    await page.locator(".span-row", { hasText: "chat gpt" }).first().click();
  }
  if (shot.press) await page.getByRole("button", { name: shot.press }).click();
  if (shot.open) await page.evaluate((what) => (document.querySelector(what).open = true), shot.open);
  if (shot.scroll)
    await page.evaluate((top) => document.querySelector(".span-body").scrollTo(0, top), shot.scroll);
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${folder}/${shot.name}-${theme}.png` });
  await context.close();
}
