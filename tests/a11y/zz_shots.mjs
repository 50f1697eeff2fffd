import { launch, open, places, serve } from "./browser.mjs";
const folder = "/tmp/w/sshots";
const browser = await launch();
for (const people of [12, 0, 3]) {
  const kith = await serve({ people });
  const { person } = await places(kith.address);
  const who = async (name) => (await (await fetch(kith.address + "/find?text=" + encodeURIComponent(name))).text()).match(/data-href="(\/people\/[0-9a-f-]{36})"/)?.[1];
  const luis = people === 12 ? await who("Luis") : null;
  const peter = people === 12 ? await who("Uncle Peter") : null;
  let list = [["support", "/support"], ["need", "/need"], ["listening", "/need/listening"], ["prof", "/need/professional"], ["today", "/today"], ["hl", "/support/helplines/new"]];
  if (luis) list.push(["luis", luis], ["peter-edit", peter + "/edit"], ["peter", peter], ["settings", "/settings"]);
  if (people !== 12) list = list.slice(0, 3);
  for (const [scheme, width] of people === 12 ? [["light", 1180], ["dark", 480]] : [["light", 480], ["dark", 1180]]) {
    const page = await open(browser, { scheme, width });
    for (const [name, path] of list) {
      await page.goto(kith.address + path);
      if (name === "peter-edit" || name === "luis") await page.evaluate(() => document.querySelectorAll("main details:not(.menu)").forEach((d) => { d.open = true; }));
      await page.screenshot({ path: `${folder}/${people}-${name}-${scheme}-${width}.png`, fullPage: true });
    }
    await page.close();
  }
  kith.stop();
}
await browser.close();
