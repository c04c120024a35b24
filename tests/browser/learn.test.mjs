import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { close, keep, Patience, phone, Service } from "./rig.mjs";

const axe = await readFile(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const program = process.env.MASSAGER_PROGRAM || path.resolve(import.meta.dirname, "../../src/MassagerControl.App/bin/Debug/net10.0/massager");
let service = null;
let pages = [];

beforeEach(() => {
  pages = [];
});

afterEach(async context => {
  if (!context.passed)
    await keep(context.name, pages);
  await Promise.all(pages.map(opened => opened.context().close()));
  await service?.end();
  service = null;
});

after(close);

async function one(before, options) {
  service = await Service.start([], before);
  const opened = await phone(service, "phone", options);
  pages.push(opened);
  return opened;
}

async function clean(opened) {
  assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
  await opened.evaluate(axe);
  const { violations } = await opened.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map(found => `${found.id}: ${found.nodes.map(node => node.target).join(" ")}`), []);
  assert.deepEqual(opened.said, []);
}

for (const [width, colorScheme, locale, words] of [[320, "dark", "de-DE", /unterschied sich nicht klar/], [1280, "light", "en-GB", /did not clearly differ/]])
  test(`every topic opens with its sources, ${width} px, ${colorScheme}, ${locale}`, async () => {
    const opened = await one([], { context: { viewport: { width, height: 800 }, colorScheme, locale } });
    await opened.click("#go-learn");
    await opened.waitForSelector("#learn:not([hidden]) [data-topic]");
    for (const topic of await opened.locator("#topics [data-topic] > summary").all())
      await topic.click();
    const topics = await opened.evaluate(() => [...document.querySelectorAll("[data-topic]")].map(topic => ({ open: topic.open, sources: topic.querySelectorAll(".source").length })));
    assert.equal(topics.length, 15);
    assert.ok(topics.every(topic => topic.open && topic.sources >= 4), JSON.stringify(topics));
    assert.match(await opened.textContent("[data-topic=compression]"), words);
    await clean(opened);
  });

test("nothing is due until it is chosen; then it is a line on the first screen until it is done", async () => {
  const opened = await one([], { context: { viewport: { width: 320, height: 800 }, hasTouch: true, locale: "de-DE" } });
  execFileSync(program, ["plan", "quiet", "off", "--data", path.join(service.folder, "data")]);
  assert.equal(await opened.locator("#due *").count(), 0);
  await opened.tap("#go-plans");
  await opened.waitForSelector("#plans:not([hidden]) [data-habit]");
  assert.equal(await opened.locator("[data-clear]").count(), 0);
  await opened.fill("[data-habit=stretch] input", "2");
  await opened.tap("[data-set=stretch]");
  await opened.waitForSelector("[data-clear=stretch]");
  assert.match(await opened.textContent("[data-habit=stretch]"), /2-mal am Tag: deine eigene Zahl/);
  await clean(opened);
  await opened.fill("[data-habit=massage] input", "4");
  await opened.tap("[data-set=massage]");
  await opened.waitForFunction(() => document.getElementById("plan-problem").textContent !== "");
  await opened.fill("[data-habit=massage] input", "3");
  await opened.tap("#plans [data-go='']");
  await opened.waitForSelector("#place:not([hidden]) [data-done=stretch]");
  assert.match(await opened.textContent("#due"), /Etwas dehnen, wenn du magst\./);
  await opened.tap("[data-done=stretch]");
  await opened.waitForFunction(() => document.getElementById("due").childElementCount === 0);
});

test("a rest day is a choice", async () => {
  const opened = await one();
  execFileSync(program, ["plan", "quiet", "off", "--data", path.join(service.folder, "data")]);
  await opened.click("#go-plans");
  await opened.click("[data-set=move]");
  await opened.waitForSelector("[data-clear=move]");
  await opened.click("#plans [data-go='']");
  await opened.click("[data-rest=today]");
  await opened.waitForFunction(() => document.getElementById("due").childElementCount === 0);
  await opened.click("#go-plans");
  await opened.waitForSelector("#plans:not([hidden])");
  assert.equal(await opened.isChecked("#plan-rests"), true);
});

test("tags and a note are put on a session, and stay", async () => {
  const opened = await one([[]]);
  await opened.click("#go-history");
  const session = opened.locator("#past-places details[data-session]").first();
  await session.locator("summary").click();
  await opened.waitForSelector("form.note");
  await opened.check("form.note input[value=desk]");
  await opened.check("form.note input[value=spreads]");
  await opened.fill("form.note input:not([type])", "new chair, Monday");
  await opened.fill("form.note textarea", "<b>better</b>");
  await clean(opened);
  await opened.click("[data-note]");
  await opened.waitForFunction(() => document.querySelector("[data-said]").textContent.includes("better"));
  assert.equal(await opened.textContent("[data-said]"), "at a desk; spreads to a place nearby; new chair; Monday; <b>better</b>");
  await opened.fill("form.note input:not([type])", "=1+1");
  await opened.click("[data-note]");
  await opened.waitForFunction(() => /is no tag/.test(document.querySelector("form.note [role=status]").textContent));
  await opened.reload();
  await opened.waitForSelector("#place:not([hidden])");
  await opened.click("#go-history");
  assert.match(await opened.locator("[data-said]").first().textContent(), /new chair/);
});

// Nothing that a test waits for may wait for ever.
setTimeout(() => process.exit(3), 20 * Patience).unref();
