// How fast the largest trace (100,000 spans) opens, scrolls, walks, folds and filters.
//   npm run build && node dev/measure.mjs
import { chromium } from "playwright-core";
import { startMock } from "./start.mjs";

const server = await startMock(4392);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const base = "http://127.0.0.1:4392/traces/";
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const say = (what, value) => console.log(`${what.padEnd(44)} ${value}`);

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const opened = [];
  for (let run = 0; run < 5; run++) {
    const from = performance.now();
    await page.goto(`${base}b16c0ffee00000000000000000100000`);
    await page.waitForSelector(".span-row[aria-level='3']");
    opened.push(performance.now() - from);
  }
  say("open, median of 5 (network and drawing)", `${Math.round(median(opened))} ms`);
  const answer = await page.evaluate(async () => {
    const from = performance.now();
    const text = await (await fetch(location.pathname.replace("/traces", "/api/v1/traces"))).text();
    const read = performance.now() - from;
    const parsing = performance.now();
    JSON.parse(text);
    return { read, parse: performance.now() - parsing, size: text.length };
  });
  say("  of which reading the answer", `${Math.round(answer.read)} ms, ${(answer.size / 1e6).toFixed(1)} MB`);
  say("  of which parsing it", `${Math.round(answer.parse)} ms`);

  const frames = await page.evaluate(async () => {
    const grid = document.querySelector(".tree-grid");
    const times = [];
    let last = performance.now();
    for (let step = 0; step < 120; step++) {
      grid.scrollTop += step < 60 ? 400 : 20_000;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  say(
    "scrolling, frame: median / slowest",
    `${median(frames).toFixed(1)} / ${Math.max(...frames).toFixed(1)} ms`,
  );

  const timed = (what, selector, action) =>
    page
      .evaluate(
        async ({ selector, action }) => {
          const element = document.querySelector(selector);
          const from = performance.now();
          if (action === "click") element.click();
          else document.dispatchEvent(new KeyboardEvent("keydown", { key: action, bubbles: true }));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - from;
        },
        { selector, action },
      )
      .then((time) => say(what, `${Math.round(time)} ms`));
  await timed("step to the next span", "body", "j");
  await timed("step to the next span", "body", "j");
  await timed("collapse all", "[aria-label='Collapse all']", "click");
  await timed("expand all", "[aria-label='Expand all']", "click");

  const from = performance.now();
  await page.fill(".tree-tools input", "lookup");
  await page.waitForFunction(() => / of /.test(document.querySelector(".tree-count").textContent));
  say("filter 100,000 names", `${Math.round(performance.now() - from)} ms`);

  await page.goto(`${base}5e8d1c2b3a4f5061728394a5b6c7d8e9?span=7000000000000002`);
  await page.getByRole("button", { name: "Read the whole value" }).click();
  const asked = performance.now();
  await page.getByText("24000 items").waitFor();
  say("read and draw a JSON value of 3.4 MiB", `${Math.round(performance.now() - asked)} ms`);
} finally {
  await browser.close();
  server.kill();
}
