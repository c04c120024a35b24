// The way to a session: place, check-in, program, set-up. What is chosen lives here until the session begins.
import { call } from "./api.js";
import { draw, load, point } from "./map.js";
import { play } from "./sound.js";
import { language, t } from "./texts.js";

const $ = id => document.getElementById(id);
const Countdown = 5;
const chosen = { area: null, side: "right", program: null, device: null, moves: [] };
let areas = [];
// A routine takes over after the check-in; null: the person chooses a program.
let after = null;

// In a room of a clinic: who lies there, by the id that the clinic gave them.
export function belongs(toClinic) {
  $("who").hidden = !toClinic;
  // The answers of before were somebody else's.
  $("person-id").oninput = () => {
    chosen.moves = [];
    $("who-why").textContent = "";
  };
}

const who = () => $("who").hidden || !$("person-id").value.trim() ? {} : { personId: $("person-id").value.trim() };

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
  [areas] = await Promise.all([call("GET", "areas"), load()]);
  $("sides").setAttribute("aria-label", t("side"));
  $("sides").replaceChildren(...["left", "right"].map(side => choice(t(side), null, chosen.side === side, () => { chosen.side = side; place(go); }, { "data-side": side })));
  $("place-why").textContent = "";
  $("offer-all").onclick = () => toCheck(null, go);
  show(go);
  if (chosen.area && !closed(areaOf(chosen.area), chosen.side))
    await offer(go);
  else
    $("offer").hidden = true;
}

const areaOf = id => areas.find(one => one.id === id);

// The drawing and the list, of the same places.
function show(go) {
  const acts = {
    closed,
    choose: (area, side) => pick(area, side ?? chosen.side, go),
    tell: (area, side) => { $("place-why").textContent = `${area.name}: ${closed(area, side)}`; },
  };
  const isChosen = (area, side) => area.id === chosen.area && (side ?? chosen.side) === chosen.side;
  $("map").replaceChildren(...["back", "front"].map(view => draw(view, areas, isChosen, acts, { name: t(`${view}-view`), left: t("left"), right: t("right") })));
  $("areas").replaceChildren(...areas.map(area => {
    const why = closed(area, chosen.side);
    const line = choice(area.name, why ?? area.muscles.join(", "), area.id === chosen.area, () => pick(area, chosen.side, go), { "data-area": area.id }, why !== null);
    line.addEventListener("focus", () => point(area.id, chosen.side));
    line.addEventListener("pointerenter", () => point(area.id, chosen.side));
    return item(line);
  }));
}

// At most three programs for the place, each with why.
async function offer(go) {
  const devices = await call("GET", "devices");
  const device = devices.find(one => one.name === chosen.device) ?? devices[0];
  chosen.device = device.name;
  const [programs, choices] = await told(device.name);
  const area = areaOf(chosen.area);
  const best = ranked(choices);
  $("offer-title").textContent = t("offerTitle", { place: area.hasSides ? `${area.name}, ${t(chosen.side)}` : area.name });
  $("offer-about").textContent = t("offerAbout", { device: device.simulated ? `${device.profileName} (${t("sim")})` : device.profileName });
  $("offer-none").hidden = best.length > 0;
  $("about-place").open = false;
  $("about-lines").replaceChildren(...about(area).map(line => text("li", line)));
  $("offers").replaceChildren(...best.map(one => suggestion(programs.find(program => program.id === one.program), one, program => toCheck(program, go), "data-offer")));
  $("offer").hidden = false;
}

// What is known of a place: muscles, positions, where pain spreads, tools, what the sources do not agree on.
function about(area) {
  return [
    ...area.fibres.map(one => t(one.direction ? "fibres" : "fibresUnknown", one)),
    t("lie", { position: area.position }),
    ...area.spreads,
    ...area.tools.map(rule => t(rule.allowed ? "toolYes" : "toolNo", { tool: t(`tool-${rule.tool}`), reason: rule.reason })),
    ...[area.caution].filter(Boolean),
    ...area.disagreements,
    t("source", { source: [...new Set(area.sources.map(source => source.title))].join("; ") }),
  ];
}

const told = device => {
  const asked = new URLSearchParams({ area: chosen.area, side: chosen.side, device, ...who() });
  return Promise.all([call("GET", "programs"), call("GET", `choices?${asked}`)]);
};

const ranked = choices => choices.filter(one => one.rank).sort((one, other) => one.rank - other.rank);

function suggestion(program, one, act, kind) {
  return item(choice(program.name, [program.summary, one.why.join("; "), one.notes.join("; ")].filter(Boolean), false, () => act(program), { [kind]: program.id }));
}

// Why an area is not open on a side, or null.
function closed(area, side) {
  if (area.locked)
    return area.locked;
  const held = area.personLocks.find(lock => !lock.side || lock.side === side);
  return held ? t("lockedUntil", { when: new Date(held.notBefore).toLocaleString(language) }) : null;
}

async function pick(area, side, go) {
  [chosen.area, chosen.side] = [area.id, side];
  await go("place");
  focus($("offer-title"));
}

// Without a program it is chosen after the questions. Nothing begins in a room of a clinic without saying who lies there.
function toCheck(program, go) {
  if (!$("who").hidden && !who().personId) {
    $("who-why").textContent = t("personIdFirst");
    $("person-id").focus();
    return;
  }
  chosen.program = program;
  chosen.moves = [];
  go("check");
}

export async function check(go) {
  const shown = await call("POST", "check-in", { area: chosen.area, side: chosen.side, moves: chosen.moves, ...who() });
  const move = async what => { chosen.moves.push(what); await check(go); };
  $("check-back").onclick = () => chosen.moves.length ? (chosen.moves.pop(), check(go)) : go("place");
  $("check-leave").onclick = () => after ? after([...chosen.moves, "leave"], go) : go("place");
  $("check-part").textContent = t("part", { part: shown.part, parts: shown.parts });
  $("check-hint").textContent = shown.hint ?? "";
  if (shown.end === "done")
    return after ? after(chosen.moves, go) : go(chosen.program ? "setup" : "program");
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
  const [programs, choices] = await told(device);
  const take = program => {
    [chosen.program, chosen.device] = [program, device];
    go("setup");
  };
  const best = ranked(choices);
  $("suggested-title").hidden = best.length === 0;
  $("suggested").replaceChildren(...best.map(one => suggestion(programs.find(program => program.id === one.program), one, take, "data-suggested")));
  $("all-programs").open = best.length === 0;
  $("programs").replaceChildren(...programs.map(one => {
    const { against, notes, rank, why } = choices.find(choice => choice.program === one.id);
    const about = [one.summary, amount(one), t("source", { source: one.sources[0].title })].filter(Boolean).join(" ");
    const told = against.length ? t("notAvailable", { reasons: against.join("; ") }) : [...rank ? [] : why, ...notes].join("; ");
    return item(choice(one.name, [about, told].filter(Boolean), false, () => take(one), { "data-program": one.id }, against.length > 0));
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
    await call("POST", "sessions", { program: chosen.program.id, device: chosen.device, area: chosen.area, side: chosen.side, checkIn: chosen.moves, ...who(), ...extra() });
    // Whoever lies there next is somebody else until they say so.
    $("person-id").value = "";
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
