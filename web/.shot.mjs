import { chromium } from "playwright-core";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu"] });
const shots = JSON.parse(process.argv[2]);
for (const s of shots) {
  const c = await browser.newContext({ viewport: s.size==="phone"?{width:390,height:844}:s.size==="wide"?{width:1440,height:900}:{width:1280,height:800}, colorScheme: s.theme??"light" });
  if (s.pref) await c.addInitScript(p=>{for(const k in p) localStorage.setItem("clew."+k,p[k])}, s.pref);
  const p = await c.newPage();
  p.on("console",e=>e.type()==="error"&&console.log(s.name,e.text())); p.on("pageerror",e=>console.log(s.name,e.message));
  await p.goto("http://127.0.0.1:4529"+s.path); await p.waitForTimeout(s.wait??1800);
  for (const [a,b,d] of s.do??[]) { if(a==="key") await p.keyboard.press(b); else if(a==="type") await p.keyboard.type(b); else if(a==="click") await p.click(b); else if(a==="hover") await p.hover(b,{position:d}); else if (a==="eval") console.log(s.name, JSON.stringify(await p.evaluate(b))); await p.waitForTimeout(400); }
  await p.waitForTimeout(300);
  console.log(s.name, "overflow", await p.evaluate(()=>document.documentElement.scrollWidth-innerWidth));
  await p.screenshot({ path: `/tmp/webask-shots/${s.name}.png` }); await c.close();
}
await browser.close();
