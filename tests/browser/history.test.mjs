import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { begin, close, keep, Patience, phone, Service } from "./rig.mjs";

const axe = await readFile(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const quick = "?person=steady&speed=20";
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

async function serve(more, before) {
  service = await Service.start(more, before);
}

async function one(options) {
  const opened = await phone(service, "phone", options);
  pages.push(opened);
  return opened;
}

async function past(opened) {
  await opened.click("#go-history");
  await opened.waitForSelector("#past:not([hidden])");
}

async function charts(opened) {
  await past(opened);
  await opened.waitForSelector("#past-places canvas");
  await opened.locator("#past-places details[data-session]").first().locator("summary").click();
  await opened.waitForSelector("#past-places details[data-session] canvas");
}

test("the end asks how much it hurts now, and says what the change is", async () => {
  await serve();
  const opened = await one({ query: quick });
  await begin(opened);
  await opened.waitForSelector("#after:not([hidden])");
  assert.match(await opened.textContent("#end-off"), /off: confirmed/);
  assert.match(await opened.textContent("#after-scale"), /Before it was 5/);
  await opened.tap("[data-after='4']");
  await opened.waitForSelector("#after", { state: "hidden" });
  assert.match(await opened.textContent("#after-said"), /Before 5, now 4: about the same/);
  assert.match(await opened.textContent("#after-said"), /nothing is kept/);
});

test("the question after the session can be skipped", async () => {
  await serve();
  const opened = await one({ query: quick });
  await begin(opened);
  await opened.tap("#after-skip");
  await opened.waitForSelector("#after", { state: "hidden" });
  assert.equal(await opened.evaluate(async () => {
    const answer = await fetch("/api/state", { headers: { authorization: `Bearer ${localStorage.getItem("token")}` } });
    return (await answer.json()).sessions[0].painAfter;
  }), null);
});

for (const [width, colorScheme, locale] of [[320, "dark", "de-DE"], [1280, "light", "en-GB"]])
  test(`demo charts are drawn, marked, each with a table, ${width} px, ${colorScheme}, ${locale}`, async () => {
    await serve(["--demo"]);
    const opened = await one({ context: { viewport: { width, height: 800 }, colorScheme, locale } });
    await charts(opened);
    const drawn = await opened.evaluate(() => [...document.querySelectorAll("#past-places .chart")].map(chart => {
      const canvas = chart.querySelector("canvas");
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return { name: chart.getAttribute("aria-label"), inked: pixels.some((value, i) => i % 4 === 3 && value > 0), table: chart.closest("figure").nextElementSibling?.querySelectorAll("tbody tr").length ?? 0, wide: canvas.getBoundingClientRect().right <= innerWidth };
    }));
    assert.ok(drawn.length >= 5, `${drawn.length} charts`);
    for (const chart of drawn) {
      assert.match(chart.name, /^DEMO: /);
      assert.ok(chart.inked && chart.wide && chart.table > 0, JSON.stringify(chart));
    }
    assert.equal(await opened.isVisible("#past-demo"), true);
    assert.equal(await opened.isVisible("#past-delete"), false);
    const rows = await opened.locator("#past-places section > .wide tbody tr").allTextContents();
    assert.ok(rows.length > 5 && rows.every(row => row.includes("DEMO")));
    assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await opened.evaluate(axe);
    const { violations } = await opened.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    assert.deepEqual(violations.map(found => `${found.id}: ${found.nodes.map(node => node.target).join(" ")}`), []);
    assert.deepEqual(opened.said, []);
  });

test("on paper there are the charts and their tables, and no buttons", async () => {
  await serve(["--demo"]);
  const opened = await one();
  await charts(opened);
  await opened.emulateMedia({ media: "print" });
  await opened.evaluate(() => dispatchEvent(new Event("beforeprint")));
  for (const gone of ["#past-tools", "nav", "#stop", "footer"])
    assert.equal(await opened.isVisible(gone), false, gone);
  assert.equal(await opened.locator("#past-places canvas").first().isVisible(), true);
  assert.equal(await opened.locator("#past-places .folded table").first().isVisible(), true);
});

test("what is saved is the service's own CSV and JSON", async () => {
  await serve(["--demo"]);
  const opened = await one();
  await past(opened);
  for (const [button, name, fits] of [["#past-csv", "DEMO-history.csv", /^id,began,.*,demo,tags,note\r\n/], ["#past-json", "DEMO-history.json", /^\{\s*"sessions"/]]) {
    const [download] = await Promise.all([opened.waitForEvent("download"), opened.click(button)]);
    assert.equal(download.suggestedFilename(), name);
    assert.match(await readFile(await download.path(), "utf8"), fits);
  }
});

test("deleting takes two steps and says what stays", async () => {
  await serve([], [[]]);
  const opened = await one();
  await past(opened);
  assert.equal(await opened.locator("#past-places details[data-session]").count(), 1);
  assert.match(await opened.textContent("#past-places"), /SIM/);
  await opened.click("#past-delete");
  await opened.click("#past-keep");
  assert.equal(await opened.isVisible("#past-gone"), false);
  await opened.click("#past-delete");
  await opened.click("#past-gone");
  await opened.waitForFunction(() => document.getElementById("past-said").childElementCount > 0);
  assert.match(await opened.textContent("#past-said"), /Deleted: 1 session.*Kept: the press time of 1 session/s);
  assert.equal(await opened.isVisible("#past-none"), true);
  assert.equal(await opened.locator("#past-places section").count(), 0);
});

// Nothing that a test waits for may wait for ever.
setTimeout(() => process.exit(3), 20 * Patience).unref();
