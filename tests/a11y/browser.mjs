// Kith's pages in a Chromium without a screen, over a book of its own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));
if (!chromium) throw new Error("There is no Chromium here: install it, or name it in CHROMIUM.");

export const launch = () => puppeteer.launch({
  executablePath: chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--lang=en-GB"],
});

// Starts the development server over a book with so many people, and so many who came by an import; its address, and how to move its clock and stop it.
export async function serve({ people, came = 0, at = "2026-11-22T14:20:00[Europe/Madrid]" }) {
  const child = spawn(process.env.KITH_SERVE, ["--port", "0", "--people", String(people), "--came", String(came), "--at", at], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve(line.replace(/\/$/, "")));
    child.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
  child.removeAllListeners("exit");
  const setClock = (moment) => fetch(address + "/serve/clock", { method: "POST", body: moment });
  return { address, setClock, stop: () => child.kill() };
}

// Opens a page as somebody with this width and these colours sees it. Errors of scripts end the test.
export async function open(browser, { width = 1180, height = 860, scheme = "light" } = {}) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => { throw error; });
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  return page;
}

// Where the pages of somebody, of a check-in, of plans and of a community are, in this book.
export async function places(address) {
  const first = async (path, pattern) => (await (await fetch(address + path)).text()).match(pattern)?.[1];
  const person = await first("/find?text=a", /data-href="(\/people\/[0-9a-f-]{36})"/);
  const checkIn = await first("/log", /href="(\/check-ins\/[0-9a-f-]{36})"/);
  const plan = (from) => first("/plans", new RegExp(`id="${from}[^]*?href="(/plans/[0-9a-f-]{36})"`));
  const plans = [await plan("answer-"), await plan("this-week"), await plan("waiting"), await plan("ideas"), await plan("past")];
  const community = await first("/communities", /class="name" href="(\/communities\/[0-9a-f-]{36})"/);
  return { person, checkIn, plans: plans.filter(Boolean), community };
}
