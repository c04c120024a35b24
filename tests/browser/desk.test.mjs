// The page of the clinic's desk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Busy, Clinic, signIn } from "./clinic.mjs";
import { close, keep, page, Patience } from "./rig.mjs";

const axe = await readFile(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
let clinic = null;
let pages = [];

before(async () => {
  clinic = await Clinic.start();
});

beforeEach(() => {
  pages = [];
});

afterEach(async context => {
  if (!context.passed)
    await keep(context.name, pages);
  await Promise.all(pages.map(opened => opened.context().close()));
});

after(async () => {
  await close();
  await clinic.end();
});

async function open(role, name, options) {
  const opened = await page(options);
  pages.push(opened);
  await signIn(opened, clinic, role, name);
  return opened;
}

const card = (opened, room) => opened.locator(`#room-list > [data-key="${room}"]`);
const says = (opened, selector, text) => opened.waitForFunction(([at, wanted]) => document.querySelector(at)?.textContent.includes(wanted), [selector, text], { timeout: Patience });

async function clean(opened) {
  assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
  await opened.evaluate(axe);
  const { violations } = await opened.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map(found => `${found.id}: ${found.nodes.map(node => node.target).join(" ")}`), []);
  assert.deepEqual(opened.said, []);
}

test("a room shows what it says, and STOP for it reaches it alone, by a finger", async () => {
  await clinic.report("a-one", Busy);
  await clinic.report("a-two", { ...Busy, session: "s2" });
  const opened = await open("therapist", "a-ann");
  await card(opened, "a-one").waitFor();
  const shown = await card(opened, "a-one").textContent();
  for (const part of ["Hold", "Level 2 of 4", "50 %: you rated 8", "80 %", "connected", "6"])
    assert.ok(shown.includes(part), `${part} is missing in ${shown}`);
  const heard = clinic.stops("a-one");
  await says(opened, "#room-list > [data-key=a-one]", "Hold");
  await opened.waitForFunction(() => document.querySelector('[data-key="a-one"] .deaf').hidden);
  await card(opened, "a-one").locator(".stop-like").tap();
  assert.equal((await heard).stop.by, "a-ann");
  await says(opened, "#stop-said", "a-one has heard it");
  const acts = await clinic.audit();
  assert.deepEqual(acts.filter(one => one.actor === "a-ann" && one.act === "stop").map(one => [one.subject, one.detail]), [["a-one", "a-one:told"]]);
});

test("STOP ALL works while nothing can be read, and is said again until it is answered", async () => {
  await clinic.report("b-one", Busy);
  const opened = await open("desk", "b-dee");
  await card(opened, "b-one").waitFor();
  let lost = 0;
  await opened.route("**/api/desk/{rooms,alerts,due}*", route => route.abort());
  await opened.route("**/api/desk/stop", route => lost++ < 2 ? route.abort() : route.continue());
  await opened.waitForSelector("#stale:not([hidden])");
  const heard = clinic.stops("b-one");
  await opened.click("#stop-all");
  assert.equal((await heard).stop.by, "b-dee");
  await says(opened, "#stop-said", "Not heard yet by");
  assert.ok(lost >= 3);
  assert.match(await opened.textContent("#stale"), /may not be so any more/);
  assert.ok(await opened.isVisible("#alerts-unknown"));
});

test("STOP ALL is there when the page is opened anew while the clinic does not answer anything else", async () => {
  const { stop } = await clinic.report("b-two", Busy);
  const opened = await open("desk", "b-dan");
  await opened.route("**/api/desk/{rooms,alerts,me}*", route => route.abort());
  await opened.reload();
  const heard = clinic.stops("b-two", stop?.number ?? 0);
  await opened.focus("#stop-all");
  await opened.keyboard.press("Enter");
  assert.equal((await heard).stop.by, "b-dan");
});

test("a rating of 9, a motor that is not confirmed off: alerts, until the desk acknowledges them", async () => {
  const opened = await open("desk", "c-dee");
  const therapist = await open("therapist", "c-tom");
  await clinic.report("c-one", { ...Busy, session: "c1", rating: 9, level: 0, offConfirmed: false });
  const alerts = opened.locator("#alerts-open > li").filter({ hasText: "c-one" });
  await alerts.nth(1).waitFor();
  const texts = await alerts.allTextContents();
  assert.ok(texts.some(text => text.includes("Rated 9 or 10")) && texts.some(text => text.includes("motor may still run")), texts.join());
  assert.ok(await card(opened, "c-one").evaluate(element => element.classList.contains("bad")));
  await therapist.locator("#alerts-open > li").filter({ hasText: "c-one" }).first().waitFor();
  assert.equal(await therapist.locator("#alerts-open button").count(), 0);
  await clinic.report("c-one");
  await alerts.filter({ hasText: "came right" }).waitFor();
  while (await alerts.count()) {
    const before = await alerts.count();
    await alerts.first().getByRole("button", { name: /Acknowledge/ }).click();
    await opened.waitForFunction(count => [...document.querySelectorAll("#alerts-open > li")].filter(item => item.textContent.includes("c-one")).length < count, before);
  }
  const acts = (await clinic.audit()).filter(one => one.actor === "c-dee" && one.act === "acknowledge");
  assert.deepEqual(acts.map(one => [one.subject, one.detail]).sort(), [["c-one", "motor"], ["c-one", "rating"]]);
});

test("the desk takes somebody in, names and expects them, clears no lock of today, and forgets the name; a therapist sees the id alone", async () => {
  const opened = await open("desk", "d-dee");
  await opened.click("[data-tab=people]");
  await opened.fill("#people-name", "Ada <b>Example</b>");
  await opened.click("#people-add button");
  await says(opened, "#people-added", "The id is");
  const id = /is (\w+)\./.exec(await opened.textContent("#people-added"))[1];
  await opened.locator("#people-list button").first().click();
  await opened.waitForSelector("#person:not([hidden])");
  assert.match(await opened.textContent("#person-title"), /Ada <b>Example<\/b>/);
  const soon = new Date(Date.now() + 3_600_000);
  await opened.fill("#person-due", new Date(soon - soon.getTimezoneOffset() * 60_000).toISOString().slice(0, 16));
  await opened.click("#person-due-form [type=submit]");
  await opened.waitForSelector("#person-no-due:not([hidden])");
  await clinic.call(await clinic.tokenOf("d-one"), "POST", `people/${id}/lock`, { session: "d1", area: "between-blades", side: "left", kind: "numb" });
  await opened.click("[data-tab=due]");
  await says(opened, "#due-list", "Ada <b>Example</b>");
  await says(opened, "#due-list", "locked: Between the shoulder blade and the spine, left");
  await opened.locator("#due-list button").first().click();
  await says(opened, "#person-locks", "may be cleared from");
  assert.equal(await opened.locator("#person-locks button").count(), 0);

  const therapist = await open("therapist", "d-tom");
  await therapist.click("[data-tab=due]");
  await says(therapist, "#due-list", `Person ${id}`);
  assert.doesNotMatch(await therapist.textContent("#due-list"), /Ada/);
  assert.equal(await therapist.isVisible("[data-tab=people]"), false);
  await opened.click("#person-forget");
  await says(opened, "#person-title", `Person ${id}`);
  const acts = (await clinic.audit()).filter(one => one.actor === "d-dee" && one.subject === id).map(one => one.act);
  assert.deepEqual(acts, ["person-added", "due", "name-forgotten"]);
  assert.ok((await clinic.audit()).every(one => !JSON.stringify(one).includes("Ada")));
});

test("the desk allows a room some seconds without the clinic, and takes them back", async () => {
  await clinic.tokenOf("h-one");
  const opened = await open("desk", "h-dee");
  await card(opened, "h-one").getByRole("button", { name: /without the clinic/ }).click();
  await opened.waitForSelector("#room:not([hidden])");
  await opened.fill("#allowance-seconds", "120");
  await opened.click("#allowance-form [type=submit]");
  await says(opened, "#allowance-list", "120 s, 0 s used");
  const { allowances } = await clinic.call(await clinic.tokenOf("h-one"), "GET", "room/allowances");
  assert.deepEqual(allowances.map(one => one.seconds), [120]);
  await opened.locator("#allowance-list button").click();
  await says(opened, "#allowance-list", "taken back");
  assert.deepEqual((await clinic.call(await clinic.tokenOf("h-one"), "GET", "room/allowances")).allowances, []);
});

test("an admin saves all that is kept of a person, and deletes the person with two presses", async () => {
  const { id } = await clinic.call(clinic.admin, "POST", "desk/people", { name: "Ivy Example" });
  const opened = await open("admin", "i-adm");
  await opened.click("[data-tab=people]");
  await opened.fill("#people-find", id);
  await opened.waitForFunction(() => document.querySelectorAll("#people-list > li").length === 1);
  await opened.locator("#people-list button").click();
  await opened.waitForSelector("#person:not([hidden])");
  const [saved] = await Promise.all([opened.waitForEvent("download"), opened.click("#person-export")]);
  assert.equal(saved.suggestedFilename(), `${id}.json`);
  assert.match(await readFile(await saved.path(), "utf8"), /Ivy Example/);
  await opened.click("#person-delete");
  await opened.click("#person-delete");
  await opened.waitForSelector("#people:not([hidden])");
  await assert.rejects(clinic.call(clinic.admin, "GET", `desk/people/${id}`), /404/);
});

test("an admin makes a code, a room comes in by it, is shut out, and the log is whole", async () => {
  const opened = await open("admin", "e-adm");
  await opened.click("[data-tab=keys]");
  await opened.selectOption("#invite-role", "room");
  await opened.fill("#invite-name", "e-room");
  await opened.click("#invite button");
  await says(opened, "#invited", "Code:");
  const code = (await opened.textContent("#invited")).replace("Code: ", "");
  await says(opened, "#invited-how", `For room e-room, good once, for ten minutes. On the room's computer: massager clinic join ${clinic.url}/ --code ${code}`);
  const { token } = await clinic.call(null, "POST", "enrol", { code });
  await opened.click("[data-tab=keys]");
  const press = opened.locator("#key-list > li").filter({ hasText: "e-room" }).getByRole("button");
  await press.click();
  await press.click();
  await opened.waitForFunction(() => !document.getElementById("key-list").textContent.includes("e-room"));
  await assert.rejects(clinic.call(token, "POST", "room/state", { phase: "idle", level: 0, levels: 1, cap: 0, offConfirmed: true }), /401/);
  await opened.click("[data-tab=audit]");
  await opened.click("#audit-check");
  await says(opened, "#audit-said", "Whole up to entry");
  await opened.waitForFunction(() => document.getElementById("audit-list").textContent.includes("e-room"));
});

test("whoever signs out has no key any more", async () => {
  const opened = await open("desk", "f-dee");
  const token = await opened.evaluate(() => localStorage.getItem("token"));
  await opened.click("#sign-out");
  await opened.waitForSelector("#sign-in:not([hidden])");
  assert.equal(await opened.evaluate(() => localStorage.getItem("token")), null);
  await assert.rejects(clinic.call(token, "GET", "desk/rooms"), /401/);
});

for (const [width, colorScheme, locale] of [[320, "dark", "de-DE"], [820, "light", "en-GB"], [1440, "dark", "en-GB"], [390, "light", "de-DE"]])
  test(`every part is accessible, ${width} px, ${colorScheme}, ${locale}`, async () => {
    const options = { context: { viewport: { width, height: 800 }, colorScheme, locale } };
    await clinic.report("g-one", { ...Busy, session: `g${width}`, rating: 10, offConfirmed: false });
    await clinic.report("g-a-room-with-a-very-long-name-that-nobody-would-give-to-a-room", Busy);
    const stranger = await page(options);
    pages.push(stranger);
    await stranger.goto(clinic.url);
    await stranger.waitForSelector("#sign-in:not([hidden])");
    await clean(stranger);
    const opened = await open("admin", `g-${width}`, options);
    await card(opened, "g-one").waitFor();
    await opened.locator("#alerts-open > li").first().waitFor();
    await clean(opened);
    for (const tab of ["due", "people", "keys", "audit"]) {
      await opened.click(`[data-tab=${tab}]`);
      await opened.waitForSelector(`#${tab}:not([hidden])`);
      await clean(opened);
    }
  });
