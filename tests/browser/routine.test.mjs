import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { close, keep, phone, Service } from "./rig.mjs";

const axe = await readFile(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
let service = null;
let pages = [];

beforeEach(async () => {
  pages = [];
  service = await Service.start();
});

afterEach(async context => {
  if (!context.passed)
    await keep(context.name, pages);
  await Promise.all(pages.map(opened => opened.context().close()));
  await service.end();
});

after(close);

const words = {
  en: { locale: "en-GB", routines: "Step by step", place: "Make a good place", off: "The motor is off.", heat: "Warmth before", begin: "Begin", twinge: "A twinge is a sign to stop", stretch: "A gentle stretch of the place", over: "The routine is over" },
  de: { locale: "de-DE", routines: "Schritt für Schritt", place: "Einen guten Platz schaffen", off: "Der Motor ist aus.", heat: "Wärme vorher", begin: "Beginnen", twinge: "Ein Stechen ist ein Zeichen", stretch: "Die Stelle sanft dehnen", over: "Der Ablauf ist zu Ende" },
};

const shown = (opened, name) => opened.waitForFunction(wanted => !document.getElementById("routine").hidden && document.getElementById("step-name").textContent === wanted, name);

async function checkIn(opened) {
  await opened.waitForSelector("#check:not([hidden])");
  while (await opened.isHidden("#routine")) {
    const part = await opened.textContent("#check-page");
    for (const move of ["none", "rating:5", "no", "go-on"])
      if (await opened.locator(`[data-move='${move}']`).count()) {
        await opened.tap(`[data-move='${move}']`);
        break;
      }
    await opened.waitForFunction(before => document.getElementById("check-page").textContent !== before || !document.getElementById("routine").hidden, part);
  }
}

for (const [language, said] of Object.entries(words)) {
  test(`a whole routine is done by touch: ${language}`, async () => {
    const opened = await phone(service, "phone", { query: "?person=steady&speed=20", context: { locale: said.locale } });
    pages.push(opened);
    const press = kind => opened.tap(`#step-buttons [data-do=${kind}]`);
    await opened.tap("#go-routines");
    await opened.waitForSelector("#routines:not([hidden])");
    assert.equal(await opened.textContent("#routines h1"), said.routines);
    await opened.selectOption("#routine-area", "upper-trapezius");
    await opened.tap("[data-routine=full]");
    await checkIn(opened);

    await shown(opened, said.place);
    assert.match(await opened.textContent("#routine"), new RegExp(said.off));
    assert.ok(await opened.locator("#step-picture img").evaluate(drawn => drawn.complete && drawn.naturalWidth > 0));
    assert.ok(await opened.isVisible("[data-do=stop]"));
    await press("next");
    await shown(opened, said.heat);
    assert.equal(await opened.textContent("#step-time"), "15:00");
    assert.equal(await opened.textContent("[data-do=next]"), said.begin);
    await press("next");
    await opened.waitForFunction(() => document.getElementById("step-time").textContent === "14:58");
    await press("pause");
    await opened.waitForSelector("[data-do=resume]");
    await press("twinge");
    await opened.waitForFunction(wanted => document.getElementById("step-told").textContent.startsWith(wanted), said.twinge);
    await press("next");
    // The positions, finding the knot, and the session, which has the screens of every session.
    while (await opened.isHidden("#setup")) {
      const name = await opened.textContent("#step-name");
      await press("next");
      await opened.waitForFunction(before => document.getElementById("step-name").textContent !== before || !document.getElementById("setup").hidden, name);
    }
    await opened.tap("#stop-test");
    await opened.waitForSelector("#start:not([disabled])");
    await opened.tap("#start");
    await opened.waitForSelector("#session:not([hidden])");
    await opened.waitForSelector("#end:not([hidden])");
    await opened.tap("#again");

    await shown(opened, said.stretch);
    assert.ok(await opened.isHidden("#stop"));
    while (await opened.locator("[data-do=over]").count() === 0) {
      const before = await opened.textContent("#step-buttons") + await opened.textContent("#step-name");
      await opened.tap(await opened.locator("[data-rate='3']").count() ? "[data-rate='3']" : "#step-buttons .main");
      await opened.waitForFunction(was => document.getElementById("step-buttons").textContent + document.getElementById("step-name").textContent !== was, before);
    }
    assert.equal(await opened.textContent("#step-name"), said.over);
    const state = await opened.evaluate(async () => (await fetch("/api/state", { headers: { authorization: `Bearer ${localStorage.getItem("token")}` } })).json());
    assert.equal(state.sessions[0].painAfter, 3);
    assert.deepEqual(opened.said.filter(line => line.startsWith("page error")), []);
  });
}

test("STOP ends a routine, and nothing of it goes on", async () => {
  const opened = await phone(service, "phone");
  pages.push(opened);
  await opened.tap("#go-routines");
  await opened.tap("[data-routine=stretches]");
  await opened.waitForSelector("#step-buttons [data-do=next]");
  await opened.tap("#step-buttons [data-do=next]");
  await opened.tap("#step-buttons [data-do=stop]");
  await opened.waitForSelector("[data-do=over]");
  assert.equal(await opened.textContent("#step-name"), "Stopped");
});

for (const colorScheme of ["light", "dark"])
  test(`axe finds nothing on the screens of a routine, and none is wider than 320 pixels, ${colorScheme}`, async () => {
    const opened = await phone(service, "phone", { context: { colorScheme, viewport: { width: 320, height: 640 } } });
    pages.push(opened);
    await opened.evaluate(axe);
    const look = async where => {
      const { violations } = await opened.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(violations.map(found => `${where}: ${found.id}: ${found.nodes.map(node => node.target).join(" ")}`), []);
      assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= 320), where);
    };
    await opened.tap("#go-routines");
    await opened.waitForSelector("#routines:not([hidden]) [data-routine]");
    await look("routines");
    await opened.tap("[data-routine=stretches]");
    await opened.waitForSelector("#step-buttons [data-do=next]");
    await look("ready");
    await opened.tap("#step-buttons [data-do=next]");
    await opened.waitForSelector("[data-do=pause]");
    await look("running");
    await opened.tap("[data-do=twinge]");
    await opened.waitForFunction(() => document.getElementById("step-told").textContent !== "");
    await look("twinged");
    await opened.tap("[data-do=stop]");
    await opened.waitForSelector("[data-do=over]");
    await look("over");
  });
