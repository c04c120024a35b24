import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { answer, begin, close, keep, ownBrowser, page, Patience, phone, Service, toCheck, toSetup } from "./rig.mjs";

const axe = await readFile(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const quick = "?person=steady&speed=20";
const live = "?person=silent";
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

async function one(name, options) {
  const opened = await phone(service, name, options);
  pages.push(opened);
  return opened;
}

async function stranger(options) {
  const opened = await page(options);
  pages.push(opened);
  return opened;
}

const running = opened => opened.waitForFunction(() => !document.getElementById("session").hidden && document.getElementById("fill").style.width !== "0%");
async function told(opened, fits) {
  while (!opened.events.some(fits))
    await new Promise(done => setTimeout(done, 50));
  return opened.events.find(fits);
}

const over = opened => opened.waitForSelector("#end:not([hidden])");
const offline = opened => opened.waitForSelector("#offline:not([hidden])");

test("over https the page is a secure context, and its socket and STOP go the same way", async () => {
  await service.end();
  service = await Service.start(["--https"]);
  // As after the person has compared the fingerprint and gone on.
  const opened = await one("phone", { query: live, context: { ignoreHTTPSErrors: true } });
  assert.match(service.url, /^https:/);
  assert.equal(await opened.evaluate(() => `${location.protocol} ${isSecureContext}`), "https: true");
  await begin(opened);
  await running(opened);
  await opened.click("#stop");
  await over(opened);
  assert.match(await opened.textContent("#end-off"), /off: confirmed/);
  assert.deepEqual(opened.said.filter(line => /ws:|mixed/i.test(line)), []);
});

test("a whole session by touch alone, shown as the event log has it", async () => {
  const opened = await one("phone", { query: quick });
  const seen = await opened.evaluateHandle(() => {
    const words = [];
    new MutationObserver(() => words.push(document.getElementById("word").textContent)).observe(document.getElementById("word"), { childList: true });
    return words;
  });
  await begin(opened, "upper-trapezius", selector => opened.tap(selector));
  await over(opened);
  assert.equal(await opened.textContent("#end-word"), "DONE");
  assert.match(await opened.textContent("#end-off"), /off: confirmed/);
  const end = opened.events.at(-1);
  assert.equal(end.type, "session-ended");
  assert.equal(end.outcome, "completed");
  assert.equal(end.confirmedOff, true);
  // Each phase of the log was on the screen, in its order; two that follow within a quarter of a second may be shown as one.
  const words = { "warm-up": "WARM UP", compress: "LEAN IN", hold: "HOLD", release: "EASE OFF", "cool-down": "COOL DOWN" };
  const logged = new Set(opened.events.filter(event => event.type === "phase").map(event => words[event.phase]));
  const shown = await seen.evaluate(all => all);
  for (const word of logged)
    assert.ok(shown.includes(word), `${word} was never shown`);
  assert.ok(shown.every(word => logged.has(word) || ["CONNECTING", "READY", "STOPPING", "DONE"].includes(word)), shown.join());
});

test("a rating of nine ends it and locks the place", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  await opened.tap("[data-rating='9']");
  await over(opened);
  assert.notEqual(await opened.textContent("#end-locked"), "");
  assert.deepEqual(opened.events.filter(event => event.type === "rating").map(event => [event.value, event.source]), [[9, "remote"]]);
});

for (const who of ["the phone that started", "another phone", "a helper"])
  test(`STOP from ${who}`, async () => {
    const [first, second] = [await one("first", { query: live }), await one("second")];
    await first.click("#go-remotes");
    await first.click("#invite-helper");
    await first.waitForFunction(() => document.getElementById("invited").textContent !== "");
    const code = (await first.textContent("#invited")).match(/[A-Z2-9]{4}-[A-Z2-9]{4}/)[0];
    await first.click("#others [data-go]");
    const helper = await stranger();
    await helper.goto(`${service.url}#code=${code}`);
    await helper.fill("#name", "helper");
    await helper.click("#pair-form button");
    await helper.waitForSelector("#waiting:not([hidden])");
    await begin(first);
    await running(first);
    // The second holds no session, and shows the way to one of its own; STOP is there all the same.
    const presser = { "the phone that started": first, "another phone": second, "a helper": helper }[who];
    await presser.waitForSelector("#stop:not([hidden])");
    await presser.tap("#stop");
    await over(first);
    assert.equal(first.events.at(-1).outcome, "stopped");
    assert.equal(first.events.at(-1).confirmedOff, true);
  });

test("STOP acts when it is touched, under any banner, and over the lower third", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  await opened.evaluate(() => { document.getElementById("offline").textContent = "a banner"; document.getElementById("offline").hidden = false; });
  const { height, top } = await opened.evaluate(() => ({ height: innerHeight, top: document.getElementById("stop").getBoundingClientRect().top }));
  assert.ok(top <= height * 2 / 3 + 1, `${top} of ${height}`);
  assert.equal(await opened.evaluate(() => [[5, innerHeight - 5], [innerWidth - 5, innerHeight * 0.68], [innerWidth / 2, innerHeight * 0.9]]
    .every(([x, y]) => document.elementFromPoint(x, y)?.id === "stop")), true);
  await opened.mouse.move(200, height - 40);
  await opened.mouse.down();
  await over(opened);
});

test("STOP goes by a request of its own when the socket takes nothing", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  await opened.evaluate(() => { WebSocket.prototype.send = () => {}; });
  await opened.tap("#stop");
  await opened.waitForFunction(async () => {
    const answer = await fetch("/api/state", { headers: { authorization: `Bearer ${localStorage.getItem("token")}` } });
    return (await answer.json()).sessions[0].outcome === "stopped";
  });
});

test("a wrong code pairs nobody and says why", async () => {
  const opened = await stranger();
  await opened.goto(service.url);
  await opened.fill("#code", "AAAA-AAAA");
  await opened.fill("#name", "phone");
  await opened.click("#pair-form button");
  await opened.waitForFunction(() => document.getElementById("pair-problem").textContent !== "");
  assert.match(await opened.textContent("#pair-problem"), /wrong, used or too old/);
  assert.equal(await opened.evaluate(() => localStorage.getItem("token")), null);
});

test("a phone that is forgotten falls back to pairing", async () => {
  const [first, second] = [await one("first"), await one("second")];
  await first.click("#go-remotes");
  await first.locator("#remote-list li", { hasText: "second" }).locator("button").click();
  await second.waitForSelector("#pair:not([hidden])");
  assert.equal(await second.evaluate(() => localStorage.getItem("token")), null);
});

test("a host that is killed in a hold is told as offline", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  service.kill();
  await offline(opened);
  assert.match(await opened.textContent("#offline"), /button on the device/);
  assert.equal(await opened.isVisible("#stop"), true);
});

test("without a network the session pauses, and goes on by a rating when it is back", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  // A socket that is open already is not cut by the browser's own switch: no beat goes out any more.
  await opened.evaluate(() => { globalThis.cut = WebSocket.prototype.send; WebSocket.prototype.send = () => {}; });
  await opened.waitForFunction(() => document.getElementById("word").textContent === "PAUSED");
  assert.match(await opened.textContent("#cue"), /No phone answered/);
  assert.equal(opened.events.findLast(event => event.type === "level").intensity, 0);
  await opened.evaluate(() => { WebSocket.prototype.send = globalThis.cut; });
  await opened.tap("[data-rating='5']");
  await opened.waitForFunction(() => document.getElementById("word").textContent !== "PAUSED");
  await running(opened);
});

test("a browser that is frozen pauses the session, and the host says why", async () => {
  const own = await ownBrowser();
  try {
    const watcher = await one("watcher");
    const frozen = await phone(service, "frozen", { browser: own.browser, query: live });
    await begin(frozen);
    await running(frozen);
    own.freeze();
    // The page of the watcher shows no session of another phone; the host tells it all the same.
    const paused = await told(watcher, event => event.type === "phase" && event.phase === "paused");
    assert.equal(paused.reason, "no phone or other remote answers");
    assert.equal(watcher.events.findLast(event => event.type === "level").intensity, 0);
  } finally {
    await own.end();
  }
});

test("nothing is wider than 320 pixels", async () => {
  const opened = await one("phone", { query: live, context: { viewport: { width: 320, height: 640 } } });
  const fits = async where => assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= 320), where);
  await fits("place");
  await toSetup(opened);
  await fits("setup");
  await opened.click("[data-go=program]");
  await fits("program");
  await opened.click("#go-remotes");
  await fits("remotes");
  await opened.click("#go-history");
  await fits("history");
  await opened.click("#past [data-go]");
  await begin(opened);
  await running(opened);
  await fits("session");
  const below = await opened.evaluate(() => document.querySelector("[data-rating='10']").getBoundingClientRect().bottom <= document.getElementById("stop").getBoundingClientRect().top);
  assert.ok(below, "the rating pad lies under STOP");
  await opened.tap("#stop");
  await over(opened);
  await fits("end");
});

test("by keyboard alone", async () => {
  const opened = await one("phone", { query: live });
  const press = async selector => {
    await opened.focus(selector);
    assert.equal(await opened.evaluate(wanted => document.activeElement === document.querySelector(wanted) && document.activeElement.tabIndex >= 0, selector), true, selector);
    await opened.keyboard.press("Enter");
  };
  await begin(opened, "upper-trapezius", press);
  await running(opened);
  await press("[data-rating='6']");
  await opened.waitForFunction(() => document.querySelector("#last strong").textContent === "6");
  await opened.keyboard.press("0");
  await opened.waitForFunction(() => !document.getElementById("end").hidden);
  assert.deepEqual(opened.events.filter(event => event.type === "rating").map(event => event.value), [6, 10]);
});

for (const key of ["Space", "AudioVolumeUp"])
  test(`the key ${key} is STOP, whatever has the focus`, async () => {
    const opened = await one("phone", { query: live });
    await begin(opened);
    await running(opened);
    await opened.focus("[data-rating='6']");
    // Playwright knows no media keys.
    if (key.length > 6)
      await opened.evaluate(name => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })), key);
    else
      await opened.keyboard.press(key);
    await over(opened);
    assert.equal(opened.events.at(-1).outcome, "stopped");
    assert.deepEqual(opened.events.filter(event => event.type === "rating"), []);
  });

test("single keys can be switched off, STOP cannot", async () => {
  const opened = await one("phone", { query: live });
  await opened.uncheck("#single-keys");
  await begin(opened);
  await running(opened);
  await opened.keyboard.press("9");
  await opened.keyboard.press("s");
  await opened.keyboard.press("Escape");
  await over(opened);
  assert.equal(opened.events.at(-1).outcome, "stopped");
  assert.deepEqual(opened.events.filter(event => event.type === "rating"), []);
});

test("a place that is locked is on the drawing, and says why", async () => {
  const opened = await one("phone", { query: live });
  for (const [area, why] of [["neck", /artery/], ["abdomen", /bleeding/], ["eyes", /retina/]]) {
    await opened.locator(`#map [data-area=${area}].closed .shape`).tap();
    assert.match(await opened.textContent("#place-why"), why);
    assert.equal(await opened.isDisabled(`#areas [data-area=${area}]`), true);
  }
  assert.equal(await opened.isHidden("#offer"), true);
  await opened.locator("#map [data-area=lower-back][data-side=left] .shape").tap({ force: true });
  await opened.waitForSelector("#offer:not([hidden])");
  assert.match(await opened.textContent("#offer-title"), /lower back, left$/);
  assert.equal(await opened.getAttribute("#areas [data-area=lower-back]", "aria-pressed"), "true");
});

test("the drawing has every place of the list, and shows which one has the focus", async () => {
  const opened = await one("phone");
  const [drawn, listed] = await opened.evaluate(() => [
    [...new Set([...document.querySelectorAll("#map .region")].map(region => region.dataset.area))].sort(),
    [...document.querySelectorAll("#areas [data-area]")].map(line => line.dataset.area).sort(),
  ]);
  assert.deepEqual(drawn, listed);
  await opened.focus("#areas [data-area=above-waist]");
  assert.deepEqual(await opened.evaluate(() => [...document.querySelectorAll("#map .lit")].map(region => region.id)), ["above-waist-right"]);
});

test("the first screen suggests at most three programs, each with why, and one of them begins a session", async () => {
  const opened = await one("phone", { query: quick });
  await opened.click("#areas [data-area=between-blades]");
  await opened.waitForSelector("#offer:not([hidden])");
  const offers = await opened.locator("#offers button").allTextContents();
  assert.ok(offers.length >= 1 && offers.length <= 3, String(offers.length));
  await opened.click("#about-place summary");
  assert.match(await opened.textContent("#about-lines"), /rhomboids: fibres outward and downward.*Peanut ball: yes/s);
  for (const offer of offers)
    assert.match(offer, /your first session: begin gently.*aims for a discomfort of .*s of press/);
  await opened.locator("#offers button").first().click();
  await answer(opened);
  await opened.waitForSelector("#setup:not([hidden])");
  await opened.click("#stop-test");
  await opened.waitForSelector("#start:not([disabled])");
  await opened.click("#start");
  await over(opened);
  assert.equal(opened.events.at(-1).outcome, "completed");
});

test("all programs stay in reach, with what speaks against each", async () => {
  const opened = await one("phone");
  await toCheck(opened);
  await answer(opened);
  assert.equal(await opened.isVisible("#programs [data-program=compression]"), false);
  await opened.click("#all-programs summary");
  assert.match(await opened.textContent("#programs [data-program=compression]"), /opens after 3 calm sessions in a row here; so far 0/);
  assert.equal(await opened.isEnabled("#programs [data-program=compression]"), true);
});

test("a lock against cheeks takes no rating, and never STOP", async () => {
  const opened = await one("phone", { query: live });
  await begin(opened);
  await running(opened);
  await opened.click("#lock");
  assert.equal(await opened.isVisible("#pad"), false);
  await opened.click("#unlock");
  assert.equal(await opened.isVisible("#pad"), false);
  await opened.tap("#stop");
  await over(opened);
});

for (const colorScheme of ["dark", "light"])
  test(`axe finds nothing on any screen, ${colorScheme}`, async () => {
    const opened = await one("phone", { query: live, context: { colorScheme } });
    const judge = async where => {
      await opened.evaluate(axe);
      const { violations } = await opened.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(violations.map(found => `${where}: ${found.id}: ${found.nodes.map(node => node.target).join(" ")}`), []);
    };
    await judge("place");
    await opened.click("#areas [data-area=upper-trapezius]");
    await opened.waitForSelector("#offer:not([hidden])");
    await judge("suggestions");
    await opened.click("#offer-all");
    await opened.waitForSelector("#check:not([hidden])");
    await judge("check");
    await opened.click("#check-leave");
    await toSetup(opened);
    await judge("setup");
    await opened.click("[data-go=program]");
    await opened.waitForSelector("#program:not([hidden])");
    await judge("program");
    await opened.click("#all-programs summary");
    await judge("all programs");
    await opened.click("#go-remotes");
    await opened.waitForSelector("#others:not([hidden])");
    await judge("remotes");
    await opened.click("#go-history");
    await opened.waitForSelector("#past:not([hidden])");
    await judge("history");
    await opened.click("#past [data-go]");
    await begin(opened);
    await running(opened);
    await judge("session");
    await opened.tap("#stop");
    await over(opened);
    await judge("end");
    const pairing = await stranger({ context: { colorScheme } });
    await pairing.goto(service.url);
    await pairing.waitForSelector("#pair:not([hidden])");
    await pairing.evaluate(axe);
    assert.deepEqual((await pairing.evaluate(() => globalThis.axe.run())).violations.map(found => found.id), []);
  });

test("in German, with the same words as in English", async () => {
  const opened = await one("phone", { context: { locale: "de-DE" } });
  assert.equal(await opened.textContent("#place h1"), "Wo sitzt der Knoten?");
  assert.match(await opened.textContent("#areas"), /Schulter/);
  await opened.click("#areas [data-area=upper-trapezius]");
  await opened.waitForSelector("#offer:not([hidden])");
  assert.equal(await opened.textContent("#offer-title"), "Vorschläge für: Oberseite der Schulter, rechts");
  assert.match(await opened.textContent("#offers"), /deine erste Sitzung: beginne sanft/);
  await opened.click("#offer-all");
  await opened.waitForSelector("#check:not([hidden])");
  assert.equal(await opened.textContent("#check-title"), "Zuallererst: Trifft davon gerade etwas zu?");
  await opened.click("#check-leave");
  await toSetup(opened);
  assert.match(await opened.textContent("#setup-what"), /^Kompression: /);
  const [english, german] = await Promise.all(["en", "de"].map(async language => opened.evaluate(async name => (await fetch(`/texts.${name}.json`)).json(), language)));
  assert.deepEqual(Object.keys(german), Object.keys(english));
  for (const key of Object.keys(english))
    assert.deepEqual((german[key].match(/\{\w+\}/g) ?? []).sort(), (english[key].match(/\{\w+\}/g) ?? []).sort(), key);
});

test("the page opens without its host, and says that it is not there", async () => {
  const opened = await one("phone");
  await opened.evaluate(() => navigator.serviceWorker.ready);
  service.kill();
  await offline(opened);
  await opened.reload();
  await opened.waitForSelector("#brand");
  assert.equal(await opened.title(), "MassagerControl");
});

// Nothing that a test waits for may wait for ever.
setTimeout(() => process.exit(3), 20 * Patience).unref();
