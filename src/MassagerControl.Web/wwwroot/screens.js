// The way to a session: place, check-in, program, set-up. What is chosen lives here until the session begins.
import { call } from "./api.js";
import { draw } from "./map.js";
import { play } from "./sound.js";
import { language, t } from "./texts.js";

const $ = id => document.getElementById(id);
const Countdown = 5;
const chosen = { area: null, side: "right", program: null, device: null, moves: [] };
let areas = [];
// A routine takes over after the check-in; null: the person chooses a program.
let after = null;

// A routine says what its session is about.
// Answers whether the check-in of this place was gone through here.
export async function aim(asked, then) {
  areas = await call("GET", "areas");
  if (asked.area !== chosen.area || asked.side !== chosen.side)
    chosen.moves = [];
  Object.assign(chosen, asked);
  after = then;
  return chosen.moves.length > 0;
}

// The person chooses by themselves again.
export function aimless() {
  after = null;
}

export async function place(go) {
  aimless();
  areas = await call("GET", "areas");
  $("sides").setAttribute("aria-label", t("side"));
  $("sides").replaceChildren(...["left", "right"].map(side => choice(t(side), null, chosen.side === side, () => { chosen.side = side; place(go); }, { "data-side": side })));
  $("place-why").textContent = "";
  const acts = {
    closed,
    choose: (area, side) => { chosen.side = side ?? chosen.side; pick(area, go); },
    tell: (area, side) => { $("place-why").textContent = `${area.name}: ${closed(area, side)}`; },
  };
  const isChosen = (area, side) => area.id === chosen.area && (side ?? chosen.side) === chosen.side;
  $("map").replaceChildren(...["back", "front"].map(view => draw(view, areas, isChosen, acts, { name: t(`${view}-view`), left: t("left"), right: t("right") })));
  $("areas").replaceChildren(...areas.map(area => {
    const why = closed(area, chosen.side);
    return item(choice(area.name, why ?? area.muscles.join(", "), area.id === chosen.area, () => pick(area, go), { "data-area": area.id }, why !== null));
  }));
}

// Why an area is not open on a side, or null.
function closed(area, side) {
  if (area.locked)
    return area.locked;
  const held = area.personLocks.find(lock => !lock.side || lock.side === side);
  return held ? t("lockedUntil", { when: new Date(held.notBefore).toLocaleString(language) }) : null;
}

function pick(area, go) {
  chosen.area = area.id;
  chosen.moves = [];
  go("check");
}

export async function check(go) {
  const shown = await call("POST", "check-in", { area: chosen.area, side: chosen.side, moves: chosen.moves });
  const move = async what => { chosen.moves.push(what); await check(go); };
  $("check-back").onclick = () => chosen.moves.length ? (chosen.moves.pop(), check(go)) : go("place");
  $("check-leave").onclick = () => after ? after([...chosen.moves, "leave"], go) : go("place");
  $("check-part").textContent = t("part", { part: shown.part, parts: shown.parts });
  $("check-hint").textContent = shown.hint ?? "";
  if (shown.end === "done")
    return after ? after(chosen.moves, go) : go("program");
  if (shown.end) {
    $("check-title").textContent = t(shown.emergency.length ? "emergency" : "notToday");
    $("check-page").replaceChildren(...(shown.emergency.length ? [text("p", t("emergencyHow"), "problem")] : []), ...[...shown.emergency, ...shown.reasons].map(line => text("p", line)), text("p", t("slip")), ...(after ? [button(t("go-on"), "main", () => after(chosen.moves, go), { "data-move": "closed" })] : []));
    return focus($("check-title"));
  }
  const page = shown.page;
  $("check-title").textContent = page.kind === "summary" ? t("summary") : page.kind === "single" ? page.text : page.title;
  const builders = { list: listPage, single: singlePage, summary: summaryPage };
  $("check-page").replaceChildren(...builders[page.kind](page, move));
  focus($("check-title"));
}

function listPage(page, move) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.append(...page.items.map((one, i) => item(choice(one.text, null, one.marked, () => move(`mark:${i + 1}`), { "data-item": i + 1 }))));
  const marked = page.items.some(one => one.marked);
  const below = [];
  if (page.emergency)
    below.push(main(t("none-of-these"), "none", move), quiet(t("some-of-these"), "some", move));
  else if (marked)
    below.push(main(t("go-on"), "go-on", move));
  else
    below.push(main(t("none-of-these"), "none", move), ...(page.same ? [quiet(t("same-as-last"), "same", move)] : []));
  return [list, ...below];
}

function singlePage(page, move) {
  if (page.answer === "yes-no")
    return [row(["yes", "no", "unsure"].map(word => quiet(t(word), word, move)))];
  if (page.answer === "rating")
    return [text("p", t("ratingScale")), row(Array.from({ length: 10 }, (_, i) => quiet(String(i + 1), `rating:${i + 1}`, move)))];
  const day = document.createElement("input");
  day.type = "date";
  day.setAttribute("aria-label", page.text);
  day.max = new Date().toLocaleDateString("sv");
  return [day, button(t("go-on"), "main", () => day.value && move(`day:${day.value}`)), quiet(t("unsure"), "unsure", move)];
}

function summaryPage(page, move) {
  return [...page.lines.map(line => text("p", line)), main(t("go-on"), "go-on", move)];
}

export async function program(go) {
  const devices = await call("GET", "devices");
  $("device").replaceChildren(...devices.map(device => {
    const option = document.createElement("option");
    option.value = device.name;
    option.textContent = `${device.profileName}${device.simulated ? ` (${t("sim")})` : ""}${device.inUseBy ? ` – ${t("inUse")}` : ""}`;
    option.selected = device.name === chosen.device;
    return option;
  }));
  $("device").onchange = () => programsFor($("device").value, go);
  await programsFor($("device").value, go);
}

// What the limits and the past say of each is asked for this place and device; the check-in is judged at the start.
async function programsFor(device, go) {
  const asked = new URLSearchParams({ area: chosen.area, side: chosen.side, device });
  const [programs, choices] = await Promise.all([call("GET", "programs"), call("GET", `choices?${asked}`)]);
  $("programs").replaceChildren(...programs.map(one => {
    const { against, notes } = choices.find(choice => choice.program === one.id);
    const about = [one.summary, amount(one), t("source", { source: one.sources[0].title })].filter(Boolean).join(" ");
    const why = against.length ? t("notAvailable", { reasons: against.join("; ") }) : notes.join("; ");
    return item(choice(one.name, [about, why].filter(Boolean), false, () => {
      [chosen.program, chosen.device] = [one, device];
      go("setup");
    }, { "data-program": one.id }, against.length > 0));
  }));
}

function amount(one) {
  const cycle = one.steps.find(step => step.do === "cycle");
  return cycle ? t("amount", { press: cycle.press.usual, release: cycle.release, reps: cycle.reps.usual }) : "";
}

export function setup(go, live) {
  const area = areas.find(one => one.id === chosen.area);
  $("setup-what").textContent = `${chosen.program.name}: ${area.name}${area.hasSides ? `, ${t(chosen.side)}` : ""}`;
  $("setup-position").textContent = area.position;
  $("setup-caution").textContent = area.caution;
  $("start-problem").textContent = "";
  $("stop-tested").textContent = "";
  $("start").disabled = true;
  $("start").textContent = t("start");
  $("stop-test").onclick = () => test(live);
  $("start").onclick = () => count(Countdown);
}

async function test(live) {
  try {
    if (!(await live.testStop()).accepted)
      throw new Error("refused");
    $("stop-tested").textContent = t("stopReaches");
    $("start").disabled = false;
    play("stop");
  } catch {
    $("stop-tested").textContent = t("noHost");
  }
}

// Time to lie down; a second press calls it off.
function count(left) {
  if ($("setup").hidden || !$("offline").hidden)
    return recall();
  if (left === 0)
    return start();
  play("count");
  $("start").textContent = t("startsIn", { seconds: left });
  const timer = setTimeout(() => count(left - 1), 1000);
  $("start").onclick = () => {
    clearTimeout(timer);
    recall();
  };
}

function recall() {
  $("start").disabled = false;
  $("start").textContent = t("start");
  $("start").onclick = () => count(Countdown);
}

async function start() {
  $("start").disabled = true;
  $("start").textContent = t("starting");
  try {
    await call("POST", "sessions", { program: chosen.program.id, device: chosen.device, area: chosen.area, side: chosen.side, checkIn: chosen.moves, ...extra() });
  } catch (problem) {
    $("start-problem").textContent = problem.message;
    recall();
  }
}

// A simulated person and a faster clock for whoever tries it out: ?person=steady&speed=20
function extra() {
  const asked = new URLSearchParams(location.search);
  return { ...(asked.has("person") ? { person: asked.get("person") } : {}), ...(asked.has("speed") ? { speed: Number(asked.get("speed")) } : {}) };
}

function main(words, what, move) {
  return button(words, "main", () => move(what), { "data-move": what });
}

function quiet(words, what, move) {
  return button(words, "", () => move(what), { "data-move": what });
}

function row(children) {
  const element = document.createElement("div");
  element.className = "row";
  element.append(...children);
  return element;
}

export function text(kind, words, style = "") {
  const element = document.createElement(kind);
  element.textContent = words;
  element.className = style;
  return element;
}

export function item(child) {
  const element = document.createElement("li");
  element.append(child);
  return element;
}

export function button(words, style, act, attributes = {}) {
  const element = text("button", words, style);
  element.type = "button";
  element.addEventListener("click", act);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, value);
  return element;
}

function choice(words, below, isChosen, act, attributes = {}, disabled = false) {
  const element = button(words, "", act, { ...attributes, "aria-pressed": isChosen });
  element.disabled = disabled;
  element.append(...[below ?? []].flat().map(line => text("small", line)));
  return element;
}

function focus(heading) {
  heading.tabIndex = -1;
  heading.focus();
}
