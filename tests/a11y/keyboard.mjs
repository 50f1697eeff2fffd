// The main job by keyboard alone: add somebody, give them a cadence, be asked, log it, see when it is due again. Then what
// the script of the pages promises: nothing typed is lost, nobody who types is disturbed, the focus is never nowhere.
import assert from "node:assert/strict";
import { launch, open, serve } from "./browser.mjs";

const browser = await launch();
const kith = await serve({ people: 0, at: "2026-11-02T10:00:00[Europe/Madrid]" });
const page = await open(browser);

const text = (selector) => page.$eval(selector, (element) => element.textContent.replace(/\s+/g, " ").trim());
const path = () => page.evaluate(() => location.pathname);
const settled = (wanted) => page.waitForFunction(wanted, { timeout: 10_000 });
const title = (start) => page.waitForFunction((start) => document.title.startsWith(start), { timeout: 10_000 }, start);
// The number that leads to a place of the rail.
const place = (path) => page.$$eval(".rail a:not(.brand)", (all, path) => String(all.findIndex((link) => link.getAttribute("href") === path) + 1), path);
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

async function control(letter) {
  await page.keyboard.down("Control");
  await press(letter);
  await page.keyboard.up("Control");
}

// Tab, as often as it takes, but not for ever; what is reached shows that it has the focus.
async function tabTo(selector) {
  for (let n = 0; n < 60; n += 1) {
    const here = await page.evaluate((selector) => document.activeElement?.matches(selector), selector);
    if (here) {
      const outline = await page.evaluate(() => {
        const shown = document.activeElement.closest(".pick label, #palette form") ?? document.activeElement;
        const style = getComputedStyle(shown);
        return style.outlineStyle !== "none" || style.boxShadow !== "none";
      });
      assert.ok(outline, `${selector} does not show that it has the focus`);
      return;
    }
    await press("Tab");
  }
  assert.fail(`${selector} cannot be reached with Tab`);
}

async function focusIsSomewhere() {
  const tag = await page.evaluate(() => document.activeElement?.tagName ?? "nothing");
  assert.notEqual(tag, "BODY", "the focus is nowhere");
}

const said = () => text("#said");
async function waitSaid(pattern) {
  await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#said").textContent), { timeout: 10_000 }, pattern.source);
}

// What goes to this path is held back for a while. Answers how to end that.
async function slowly(path) {
  // One that comes as this ends goes on by itself.
  const hold = (request) => setTimeout(() => request.continue().catch(() => {}), request.url().endsWith(path) ? 500 : 0);
  await page.setRequestInterception(true);
  page.on("request", hold);
  return async () => {
    page.off("request", hold);
    await page.setRequestInterception(false);
  };
}

try {
  // Add somebody, from the palette.
  await page.goto(kith.address + "/today");
  await control("k");
  await settled(() => document.querySelector("#palette[open] [role=option]"));
  await page.keyboard.type("Mara Keller");
  await settled(() => /Mara Keller/.test(document.querySelector("#found")?.textContent));
  await press("ArrowUp"); // the last one: add as a new person
  assert.match(await text("#found [aria-selected=true]"), /Add “Mara Keller”/);
  await press("Enter");
  await settled(() => location.pathname === "/people/new");
  await focusIsSomewhere();
  await tabTo("#name");
  assert.equal(await page.$eval("#name", (field) => field.value), "Mara Keller");
  await press("Enter");
  await title("Mara Keller");
  await focusIsSomewhere();

  // Give her a cadence: a call every three weeks.
  await tabTo("#first-cadence");
  await press("Enter");
  await settled(() => document.querySelector("#sheet[open] form"));
  await tabTo("#sheet input[name=mode]:checked");
  for (let n = 0; n < 4 && !(await page.$("#sheet input[name=mode][value=voice]:checked")); n += 1) await press("ArrowRight");
  await tabTo("#sheet #count");
  await control("a");
  await page.keyboard.type("3");
  await settled(() => document.querySelectorAll("#sheet #cadence-preview .dates li").length === 5);
  await tabTo("#sheet button.primary");
  await press("Enter");
  await settled(() => !document.querySelector("dialog[open]") && document.querySelector("li.cadence"));
  assert.match(await text("li.cadence"), /[Cc]all.*every three weeks/);
  await focusIsSomewhere();

  // Time goes by, and she is asked for.
  await kith.setClock("2026-12-20T10:00:00[Europe/Madrid]");
  await press("1");
  await title("Today");
  assert.match(await text(".prompt h2"), /Mara Keller/);
  await focusIsSomewhere();

  // Log it from her card, without a word.
  await tabTo(".prompt a[href^='/log']");
  await press("Enter");
  await settled(() => document.querySelector("#sheet[open] #log-text") === document.activeElement);
  await page.keyboard.type("called yesterday, 20 min, she is moving house");
  await settled(() => [...document.querySelectorAll("#sheet .chip")].some((chip) => /yesterday/.test(chip.textContent)));
  await press("Enter");
  await waitSaid(/Next: call/);
  assert.equal(await page.$(".prompt"), null, "she is not asked for any more");
  assert.equal(await path(), "/today");
  await focusIsSomewhere();

  // Take it back, and log it again from anywhere.
  await control("z");
  await waitSaid(/Undid: You logged a call with Mara Keller/);
  assert.ok(await page.$(".prompt"), "she is asked for again");
  // Or plan it: from her card to a time that suits both, and take that back as well.
  await tabTo(".prompt a[href^='/plans/new']");
  await press("Enter");
  await settled(() => document.querySelector("#sheet[open] #time-1"));
  await tabTo("#sheet #time-1");
  await press("Enter");
  await waitSaid(/Planned: Call Mara Keller/);
  await title("Call Mara Keller");
  await focusIsSomewhere();
  await tabTo("#copy");
  await press("Enter");
  await waitSaid(/Copied/);
  await press("3");
  await title("Plans");
  assert.match(await text("#waiting + ul .name"), /Call Mara Keller/);
  await tabTo("#month");
  await press("Enter");
  await settled(() => document.querySelector("table.month"));
  const shown = await text("h1");
  await press("ArrowRight");
  await page.waitForFunction((before) => document.querySelector("h1").textContent.trim() !== before, { timeout: 10_000 }, shown);
  await focusIsSomewhere();
  await control("z");
  await waitSaid(/Undid/);
  await press("1");
  await title("Today");
  await control("l");
  await settled(() => document.querySelector("#sheet[open] #log-text") === document.activeElement);
  await page.keyboard.type("called Mara yesterday, 20 min, she is moving house");
  await press("Enter");
  await waitSaid(/Next: call/);

  // Her page says when she is due again.
  await control("k");
  await page.keyboard.type("mara");
  await settled(() => /Mara/.test(document.querySelector("#found [aria-selected=true]")?.textContent));
  await press("Enter");
  await title("Mara Keller");
  assert.match(await text("li.cadence"), /9 January/);

  // What is refused stays typed, with the sentence beside it.
  await control("l");
  await settled(() => document.querySelector("#sheet[open] #log-text"));
  await page.keyboard.type("called Mara tomorrow");
  await press("Enter");
  await settled(() => document.querySelector("#sheet [role=alert]"));
  assert.equal(await page.$eval("#sheet #log-text", (field) => field.value), "called Mara tomorrow");

  // A draft survives closing the dialog, also where the disk is slower than the fingers, and the window.
  const quick = await slowly("/drafts");
  await press("Escape");
  await settled(() => !document.querySelector("dialog[open]"));
  await control("l");
  await settled(() => document.querySelector("#sheet[open] #log-text"));
  assert.equal(await page.$eval("#sheet #log-text", (field) => field.value), "called Mara tomorrow");
  await quick();
  await press("Escape");
  const drafted = page.waitForResponse((answer) => answer.url().endsWith("/drafts"));
  await press(await place("/log"));
  await title("Log a check-in");
  await settled(() => document.activeElement?.id === "log-text");
  await press("End");
  await page.keyboard.type(" or the day after");
  await drafted;
  await page.reload();
  assert.equal(await page.$eval("#log-text", (field) => field.value), "called Mara tomorrow or the day after");

  // The book changes underneath: whoever types is not disturbed.
  await page.focus("#log-text");
  await press("End");
  await page.keyboard.type("!");
  await page.evaluate(() => window.kithChanged());
  assert.equal(await page.evaluate(() => document.activeElement.value), "called Mara tomorrow or the day after!");
  await press("Tab");
  await page.evaluate(() => window.kithChanged());
  assert.equal(await page.$eval("#log-text", (field) => field.value), "called Mara tomorrow or the day after!");

  // Back leads back, and the focus is on the page.
  await press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await press("2");
  await title("People");
  await page.goBack();
  await title("Log a check-in");
  await focusIsSomewhere();

  // In need: one key asks, one answers, whatever is typed elsewhere.
  await page.evaluate(() => document.activeElement.blur());
  await control("i");
  await title("I need");
  await press("1");
  await title("Who would listen");
  await focusIsSomewhere();
  await press("2");
  await title("People");

  // Help, and away again.
  await page.evaluate(() => document.activeElement.blur());
  await press("?");
  await settled(() => document.querySelector("#help[open]"));
  await press("Escape");
  await settled(() => !document.querySelector("dialog[open]"));
  // Sorting who came together: a key each, for what is shown; U takes back; a number typed into a field is a number.
  const came = await serve({ people: 0, came: 3 });
  try {
    await page.goto(came.address + "/sort");
    const sorted = (done, name) => page.waitForFunction((wanted, name) => document.querySelector("#sort-progress")?.textContent === wanted && document.querySelector("h1").textContent.startsWith(name), { timeout: 10_000 }, `${done} of 3`, name);
    await sorted(0, "Anna Ruiz");
    await press("2");
    await sorted(1, "Neighbour 1");
    assert.match(await text("#sort-last"), /You moved Anna Ruiz to Close/);
    await focusIsSomewhere();
    await press("0");
    await sorted(2, "Neighbour 2");
    await press("u");
    await sorted(1, "Neighbour 1");
    await control("k");
    await settled(() => document.querySelector("#palette[open] [role=option]"));
    await page.keyboard.type("1");
    assert.equal(await page.$eval("#palette input", (field) => field.value), "1");
    await press("Escape");
    await settled(() => !document.querySelector("dialog[open]"));
    await sorted(1, "Neighbour 1");
    // By Tab and Enter it goes as well, and the focus stays where it was.
    await tabTo("#sort-wider");
    await press("Enter");
    await sorted(2, "Neighbour 2");
    assert.equal(await page.evaluate(() => document.activeElement.id), "sort-wider");
    await press("1");
    await sorted(3, "Everybody has their place");
    await focusIsSomewhere();
    await tabTo("#to-today");
    await press("Enter");
    await title("Today");
  } finally {
    came.stop();
  }
  console.log("The main job goes by keyboard alone; nothing typed was lost.");
} catch (error) {
  console.error(`on ${page.url()}, where it says “${await said().catch(() => "")}”`);
  throw error;
} finally {
  await browser.close();
  kith.stop();
}
