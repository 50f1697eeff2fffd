// The pictures of the README: the same book, the same moment, every time.
import { launch, open, places, serve } from "./browser.mjs";

const folder = process.argv[2];
const browser = await launch();
const kith = await serve({ people: 12 });
try {
  const { person } = await places(kith.address);
  const pictures = [
    ["today-light", "/today", "light"],
    ["today-dark", "/today", "dark"],
    ["person", person, "light"],
    ["people", "/people", "light"],
    ["plans-light", "/plans", "light"],
    ["plans-dark", "/plans", "dark"],
    ["insights-light", "/insights?period=12-months", "light"],
    ["insights-dark", "/insights?period=12-months", "dark"],
  ];
  for (const [name, path, scheme] of pictures) {
    const page = await open(browser, { scheme });
    await page.goto(kith.address + path);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
  }
} finally {
  await browser.close();
  kith.stop();
}
