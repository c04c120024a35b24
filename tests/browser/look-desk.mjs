// Screenshots of the desk's page: node look-desk.mjs FOLDER
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Busy, Clinic, signIn } from "./clinic.mjs";
import { close, page } from "./rig.mjs";

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const clinic = await Clinic.start();
await clinic.report("window", Busy);
await clinic.report("garden", { ...Busy, session: "s2", phase: "compressing", level: 1, cap: 25, capReason: undefined, battery: undefined, rating: undefined });
await clinic.report("cellar", { ...Busy, session: "s3", rating: 9, level: 0, phase: "stopping", offConfirmed: false });
await clinic.report("quiet");
await clinic.code("room", "attic");
await clinic.tokenOf("attic");
const dee = (await clinic.call(null, "POST", "enrol", { code: await clinic.code("desk", "dee") })).token;
for (const [name, minutes] of [["Ada Example", 30], ["Ben Example", -20]]) {
  const { id } = await clinic.call(dee, "POST", "desk/people", { name });
  await clinic.call(dee, "PUT", `desk/people/${id}/due`, { at: new Date(Date.now() + minutes * 60_000).toISOString() });
  if (minutes > 0)
    await clinic.call(await clinic.tokenOf("cellar"), "POST", `people/${id}/lock`, { session: "s3", area: "between-blades", side: "left", kind: "rating" });
  else {
    await clinic.call(await clinic.tokenOf("window"), "POST", `people/${id}/reserve`, { session: "s1", area: "lower-back", side: "right", seconds: 60, until: new Date(Date.now() + 20 * 60_000).toISOString() });
    await clinic.call(await clinic.tokenOf("garden"), "POST", `people/${id}/lock`, { session: "s0", area: "upper-trapezius", side: "right", kind: "radiating" });
  }
}
const waits = (async () => { for (let stop = 0; ;) stop = (await clinic.stops("window", stop)).stop?.number ?? stop; })().catch(() => {});
for (const [width, height] of [[390, 844], [820, 1180], [1440, 900]])
  for (const colorScheme of ["dark", "light"])
    for (const locale of ["en-GB", "de-DE"])
      await look({ context: { viewport: { width, height }, colorScheme, locale } }, `${width}-${colorScheme}-${locale.slice(0, 2)}`);
await close();
await clinic.end();
await waits;

async function look(options, name) {
  await clinic.report("window", Busy);
  await clinic.report("quiet");
  const opened = await page(options);
  const shoot = what => opened.screenshot({ path: path.join(folder, `${name}-${what}.png`) });
  await opened.goto(clinic.url);
  await opened.waitForSelector("#sign-in:not([hidden])");
  await shoot("sign-in");
  await signIn(opened, clinic, "admin", `chris-${name}`);
  await opened.locator('[data-key="window"]').waitFor();
  await opened.locator("#alerts-open > li").first().waitFor();
  await shoot("rooms-top");
  await opened.locator("#tabs").scrollIntoViewIfNeeded();
  await opened.evaluate(() => document.getElementById("tabs").scrollIntoView());
  await shoot("rooms");
  for (const tab of ["due", "people", "keys", "audit"]) {
    await opened.click(`[data-tab=${tab}]`);
    await opened.waitForSelector(`#${tab}:not([hidden])`);
    await opened.evaluate(() => document.getElementById("tabs").scrollIntoView());
    await shoot(tab);
  }
  await opened.click("[data-tab=due]");
  await opened.locator("#due-list button").first().click();
  await opened.waitForSelector("#person:not([hidden])");
  await opened.evaluate(() => document.getElementById("person").scrollIntoView());
  await shoot("person");
  await opened.click("[data-tab=rooms]");
  await opened.click("#stop-all");
  await opened.waitForFunction(() => /,|sent|gesendet|heard/.test(document.getElementById("stop-said").textContent));
  await shoot("stop");
  await opened.context().close();
}
