import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch, open, places } from "./browser.mjs";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const found = [];
const src = readFileSync(new URL("./audit.mjs", import.meta.url), "utf8");
const shapeSrc = src.slice(src.indexOf("const wrong = await page.evaluate((smallest)"), src.indexOf("}, SMALLEST);"));
async function axeFinds(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), rules);
  for (const { id, help, nodes } of violations) for (const node of nodes) found.push(`${where}: ${id}: ${help}\n    ${node.html.slice(0, 200)}\n ${node.failureSummary?.split("\n").slice(1).join("; ").trim()}`);
}
const shape = new Function("smallest", shapeSrc.slice(shapeSrc.indexOf("{") + 1));
async function shapeFinds(page, where) {
  const wrong = await page.evaluate(`(${shape.toString().replace("anonymous", "")})(36)`);
  found.push(...wrong.map((what) => `${where}: ${what}`));
}
const address = process.argv[2];
const browser = await launch();
const { person, plans } = await places(address);
const paths = ["/plans", "/plans/new", "/plans/month", `/plans/new?with=${person.split("/").at(-1)}&mode=in-person`, ...plans, ...["happened", "times", "change"].map((form) => `${plans[0]}/${form}`), "/today", person];
let looked = 0;
for (const scheme of ["light", "dark"]) for (const width of [360, 1180]) {
  const page = await open(browser, { width, scheme });
  for (const path of paths) {
    const where = `${path} (${scheme}, ${width} px)`;
    const answer = await page.goto(address + path);
    if (!answer.ok()) found.push(`${where}: ${answer.status()}`);
    await page.evaluate(() => document.querySelectorAll("main details:not(.menu)").forEach((details) => { details.open = true; }));
    await axeFinds(page, where); await shapeFinds(page, where); looked++;
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    await shapeFinds(page, where + " 200 %");
  }
  await page.close();
}
console.log([...new Set(found)].join("\n")); console.log(looked, "views", found.length, "findings");
const page = await open(browser, { width: 360, scheme: "light" });
await page.goto(address + "/plans"); await page.screenshot({ path: "/tmp/pp-360-plans.png", fullPage: true });
await page.goto(address + plans[2]); await page.screenshot({ path: "/tmp/pp-360-one.png", fullPage: true });
await page.goto(address + plans[0] + "/happened"); await page.screenshot({ path: "/tmp/pp-360-hap.png", fullPage: true });
const dark = await open(browser, { width: 1180, scheme: "dark" });
await dark.goto(address + "/plans/month"); await dark.screenshot({ path: "/tmp/pp-dark-month.png" });
await dark.goto(address + "/today"); await dark.click(".prompt a[href^='/plans/new']"); await dark.waitForSelector("#sheet[open] #time-1"); await dark.screenshot({ path: "/tmp/pp-dark-sheet.png" }); await axeFinds(dark, "sheet");
await browser.close();
console.log([...new Set(found)].join("\n")); console.log(looked, "views", found.length, "findings");
