// Screenshots of every screen: node look.mjs FOLDER
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { begin, close, page, phone, Service, toSetup } from "./rig.mjs";

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
for (const [width, height] of [[320, 640], [390, 844], [1280, 800]])
  for (const colorScheme of ["dark", "light"])
    for (const locale of ["en-GB", "de-DE"])
      await look({ context: { viewport: { width, height }, colorScheme, locale }, query: "?person=steady&speed=1" }, `${width}-${colorScheme}-${locale.slice(0, 2)}`);
await close();

async function look(options, name) {
  const service = await Service.start(["--demo"]);
  const shoot = (opened, what) => opened.screenshot({ path: path.join(folder, `${name}-${what}.png`), fullPage: what !== "session" });
  const stranger = await page(options);
  await stranger.goto(service.url);
  await stranger.waitForSelector("#pair:not([hidden])");
  await shoot(stranger, "pair");
  const opened = await phone(service, "phone", options);
  await shoot(opened, "place");
  await opened.click("#areas [data-area=upper-trapezius]");
  await opened.waitForSelector("#offer:not([hidden])");
  await shoot(opened, "suggestions");
  await opened.click("#offer-all");
  await opened.waitForSelector("#check:not([hidden])");
  await shoot(opened, "check");
  await opened.click("[data-item='1']");
  await opened.waitForSelector("#check-page .problem");
  await shoot(opened, "emergency");
  await opened.click("#check-back");
  await opened.click("#check-leave");
  await toSetup(opened);
  await shoot(opened, "setup");
  await opened.click("[data-go=program]");
  await opened.waitForSelector("#program:not([hidden])");
  await shoot(opened, "program");
  await opened.click("#go-remotes");
  await opened.waitForSelector("#others:not([hidden])");
  await shoot(opened, "remotes");
  await opened.click("#others [data-go]");
  await opened.click("#go-history");
  await opened.waitForSelector("#past-places canvas");
  await opened.locator("#past-places details[data-session] summary").first().click();
  await opened.waitForSelector("#past-places details[data-session] canvas");
  await shoot(opened, "history");
  await opened.click("#past > [data-go]");
  await begin(opened);
  await opened.waitForFunction(() => document.getElementById("fill").style.width !== "0%");
  await shoot(opened, "session");
  await opened.dispatchEvent("#stop", "pointerdown");
  await opened.waitForSelector("#end:not([hidden])");
  await shoot(opened, "end");
  await opened.context().close();
  await stranger.context().close();
  await service.end();
}
