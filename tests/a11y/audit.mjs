// Every page in both schemes, narrow, usual and wide: axe-core finds nothing, nothing is cut off, every target is large
// enough, and text at 200 % still fits.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, open, places, serve } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SMALLEST = 36;
const found = [];

async function axeFinds(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), rules);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) found.push(`${where}: ${id}: ${help}\n    ${node.target.join(" ")}\n    ${node.html.slice(0, 160)}\n    ${node.failureSummary?.split("\n").slice(1).join("; ").trim()}`);
  }
}

// What is wider than the screen, and what is too small to hit.
async function shapeFinds(page, where) {
  const wrong = await page.evaluate((smallest) => {
    const wrong = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) {
      const widest = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility({ contentVisibilityAuto: true }) && e.getBoundingClientRect().right > innerWidth).at(-1);
      wrong.push(`${wide} px wider than the screen: ${widest?.outerHTML.slice(0, 120)}`);
    }
    for (const target of document.querySelectorAll("button, .button, summary, nav a, input:not([type=hidden]), select, textarea, label:has(input), [role=option]")) {
      const box = target.getBoundingClientRect();
      const within = target.closest("label"); // The whole label is the target.
      if (!box.width || (within && within !== target) || target.matches(".link, .brand, [aria-hidden=true]") || !target.checkVisibility({ opacityProperty: true })) continue;
      if (box.height < smallest - 0.5 || box.width < smallest - 0.5) wrong.push(`${Math.round(box.width)}×${Math.round(box.height)} px is too small: ${target.outerHTML.slice(0, 120)}`);
    }
    return wrong;
  }, SMALLEST);
  found.push(...wrong.map((what) => `${where}: ${what}`));
}

const dialogs = {
  palette: async (page) => { await key(page, "k"); await page.waitForSelector("#palette[open] [role=option]"); },
  log: async (page) => { await key(page, "l"); await page.waitForSelector("#sheet[open] form"); await page.keyboard.type("coffee with An, Zoltan yesterday"); await page.waitForSelector("#sheet .chip"); },
  help: async (page) => { await page.keyboard.press("?"); await page.waitForSelector("#help[open]"); },
  plan: async (page) => { await page.click(".prompt a[href^='/plans/new']"); await page.waitForSelector("#sheet[open] #time-1"); },
  snooze: async (page) => { await page.click("details.menu summary"); },
};

// Pages that something has to be done for, from the page before them.
const pages = {
  "the backup that asks for its passphrase": async (page, address) => {
    await page.goto(address + "/backups");
    const file = await page.$("#backup-file");
    await file.uploadFile(new URL("../../crates/kith-key/tests/golden/passphrase.age", import.meta.url).pathname);
    await page.click("#restore-file");
    await page.waitForSelector("#opens");
  },
  "the backup whose passphrase was wrong": async (page, address) => {
    await pages["the backup that asks for its passphrase"](page, address);
    await page.type("#opens", "not the passphrase");
    await page.click("#open");
    await page.waitForSelector(".problem");
  },
  "a protected backup, the passphrase typed in two ways": async (page, address) => {
    await page.goto(address + "/backups");
    await page.type("#new", "a quay at six");
    await page.type("#again", "a quay at seven");
    await page.click("#save-protected");
    await page.waitForSelector(".problem");
  },
  "somebody to sort": sorting,
  "somebody to sort, after somebody else": async (page, address) => {
    await sorting(page, address);
    await sortKey(page, "2");
  },
  "everybody sorted": async (page, address) => {
    await sorting(page, address);
    for (const pressed of "1340") await sortKey(page, pressed);
    await page.waitForSelector("#to-today");
  },
  "two who may be one": async (page, address) => {
    await page.goto(address + "/duplicates");
    await page.click(".pairs a");
    await page.waitForSelector(".sides");
  },
  "somebody with a picture": async (page, address) => {
    await page.goto(address + "/duplicates");
    await page.click(".pairs li:has(img) a");
    await page.waitForSelector(".sides");
    await page.evaluate(() => document.querySelector(".side:has(img) a").click());
    await page.waitForSelector("#picture");
    await page.evaluate(() => { document.querySelector("#picture").open = true; });
  },
};

const card = (name, lines = "") => `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\n${lines}END:VCARD\r\n`;
const shared = "EMAIL:shared@example.org\r\n";
const folder = mkdtempSync(join(tmpdir(), "kith-audit-"));
const files = {
  "people.vcf": card("Zora Quill") + card("Anneliese Wolfeschlegelsteinhausenbergerdorff-Oyelaran", shared) + card("Lisl W.", shared) + card("Lizzy", shared) + card("", "TEL:+34 600\r\n"),
  "table.csv": "Wer,Fernruf,Farbe\nAna Ruiz,+34 600 10 20 30,\n",
  "none.vcf": "hello",
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

// Takes back what an earlier view brought in.
async function fromTheBeginning(page, address) {
  await page.goto(address + "/import");
  for (const before of ["#import-undo", "#import-again", "#import-cancel"]) {
    if (!await page.$(before)) continue;
    await page.$eval(before, (button) => button.click());
    await page.waitForFunction((gone) => !document.querySelector(gone), {}, before);
  }
}

// Chooses files for an import, from the beginning, and waits for what comes of them.
async function bring(page, address, names, until) {
  await fromTheBeginning(page, address);
  await page.waitForSelector("#import-file");
  const field = await page.$("#import-file");
  await field.uploadFile(...names.map((name) => join(folder, name)));
  await page.$eval("#import-look", (button) => button.click());
  await page.waitForSelector(until);
}

Object.assign(pages, {
  "the columns of a table": (page, address) => bring(page, address, ["table.csv"], "#columns"),
  "what an import would bring": (page, address) => bring(page, address, ["people.vcf"], "#likely"),
  "a file that is no address book": (page, address) => bring(page, address, ["none.vcf"], "#import-problem"),
  "what an import did": async (page, address) => {
    await bring(page, address, ["people.vcf"], "#bring-in");
    await page.$eval("#bring-in", (button) => button.click());
    await page.waitForSelector("#report");
    await page.evaluate(() => document.querySelectorAll("main details:not(.menu)").forEach((details) => { details.open = true; }));
  },
  "import and export": async (page, address) => { await page.goto(address + "/people"); await page.click("#exchange summary"); },
});

// Who was sorted for an earlier view waits again.
async function sorting(page, address) {
  await fromTheBeginning(page, address);
  await page.goto(address + "/sort");
  while (await page.$("#sort-undo")) await sortKey(page, "u");
}

async function sortKey(page, pressed) {
  const before = await page.$eval("#sort-progress", (progress) => progress.textContent);
  await page.keyboard.press(pressed);
  await page.waitForFunction((before) => document.querySelector("#sort-progress").textContent !== before, {}, before);
}

async function key(page, letter) {
  await page.keyboard.down("Control");
  await page.keyboard.press(letter);
  await page.keyboard.up("Control");
}

const browser = await launch();
let looked = 0;
try {
  for (const people of [0, 3, 50]) {
    const kith = await serve({ people, came: people === 3 ? 4 : 0 });
    const { person, checkIn, plans, community } = await places(kith.address);
    const paths = ["/today", "/log", "/instead", person?.replace("people", "instead"), "/people", "/people/new", "/plans", "/plans/new", "/plans/month", "/scrolling", "/scrolling/times/new", "/learn", "/insights", "/insights?period=12-months", "/look-back", "/communities", "/communities/new", "/communities/ideas", "/communities/import", "/support", "/support/helplines/new", "/need", "/need/listening", "/need/professional", "/import", "/sort", "/duplicates", "/settings", "/history", "/backups", "/welcome", "/no/such/page", person, checkIn].filter(Boolean);
    if (person) paths.push("/log?with=" + person.split("/").at(-1), `/plans/new?with=${person.split("/").at(-1)}&mode=in-person`);
    paths.push(...plans);
    if (person) paths.push("/support/helplines/0", `${person}/edit`);
    if (plans.length) paths.push(...["happened", "times", "change"].map((form) => `${plans[0]}/${form}`));
    if (community) paths.push(...["", "/change", "/series/new", "/series/0"].map((page) => community + page));
    for (const scheme of ["light", "dark"]) {
      for (const width of [360, 1180, 2000]) {
        const page = await open(browser, { width, scheme });
        for (const path of paths) {
          const where = `${path} (${people} people, ${scheme}, ${width} px)`;
          const answer = await page.goto(kith.address + path);
          if (!answer.ok() && path !== "/no/such/page") found.push(`${where}: ${answer.status()}`);
          await page.evaluate(() => document.querySelectorAll("main details:not(.menu)").forEach((details) => { details.open = true; }));
          await axeFinds(page, where);
          await shapeFinds(page, where);
          looked += 1;
          if (width === 2000 || people === 0) continue;
          await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
          await shapeFinds(page, `${where}, text at 200 %`);
        }
        for (const [name, show] of people === 3 ? Object.entries(dialogs) : []) {
          await page.goto(kith.address + "/today");
          await show(page);
          await axeFinds(page, `the dialog ${name} (${scheme}, ${width} px)`);
          await shapeFinds(page, `the dialog ${name} (${scheme}, ${width} px)`);
          looked += 1;
        }
        for (const [name, show] of people === 3 ? Object.entries(pages) : []) {
          await show(page, kith.address);
          await axeFinds(page, `${name} (${scheme}, ${width} px)`);
          await shapeFinds(page, `${name} (${scheme}, ${width} px)`);
          looked += 1;
        }
        await page.close();
      }
    }
    kith.stop();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
if (found.length) {
  console.error(found.join("\n"));
  console.error(`\n${found.length} findings in ${looked} views.`);
  process.exit(1);
}
console.log(`axe-core and the ruler found nothing in ${looked} views.`);
