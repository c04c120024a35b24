// The sessions of the past: a chart of each place with its table, a strip of each session, to print, to take along, to delete.
import { call, fetchFile } from "./api.js";
import { noteForm, tagNames } from "./notes.js";
import { text } from "./screens.js";
import { locale, t } from "./texts.js";

const $ = id => document.getElementById(id);
let charts = null;
let demo = false;
let names = {};
let tags = {};
let mayWrite = false;

export async function past(isDemo, mayDelete) {
  demo = isDemo;
  const [sessions, areas, drawing, words] = await Promise.all([call("GET", "history"), call("GET", "areas"), import("./charts.js"), tagNames()]);
  [tags, mayWrite] = [words, mayDelete && !isDemo];
  charts = drawing;
  names = Object.fromEntries(areas.map(area => [area.id, area.name]));
  charts.forget();
  $("past-demo").hidden = !demo;
  for (const id of ["past-how", "past-tools"])
    $(id).hidden = sessions.length === 0;
  $("past-none").hidden = sessions.length > 0;
  $("past-problem").textContent = "";
  $("past-said").replaceChildren();
  tools(mayDelete && !demo);
  // The charts need their width: they are drawn when the screen is shown.
  const places = Map.groupBy(sessions.toReversed(), one => [one.area, one.side].filter(Boolean).join(" "));
  $("past-places").replaceChildren();
  return () => $("past-places").append(...[...places.values()].map(place));
}

function tools(mayDelete) {
  $("past-print").onclick = () => print();
  $("past-csv").onclick = () => save("history.csv");
  $("past-json").onclick = () => save("history.json");
  $("past-delete").hidden = !mayDelete;
  $("past-sure").hidden = true;
  $("past-delete").onclick = () => { $("past-sure").hidden = false; $("past-sure-title").focus(); };
  $("past-keep").onclick = () => { $("past-sure").hidden = true; $("past-delete").focus(); };
  $("past-gone").onclick = () => guarded(async () => {
    const { lines } = await call("DELETE", "history");
    (await past(demo, mayDelete))();
    $("past-said").replaceChildren(...lines.map(line => text("p", line)));
  });
}

// The answer needs this phone's token, so that no plain link will do.
const save = name => guarded(async () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await fetchFile(name));
  link.download = demo ? `DEMO-${name}` : name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});

async function guarded(work) {
  try {
    $("past-problem").textContent = "";
    await work();
  } catch (problem) {
    $("past-problem").textContent = problem.message;
  }
}

const mark = one => one.demo ? "DEMO" : one.simulated ? t("sim") : "";
const marks = sessions => [...new Set(sessions.map(mark).filter(Boolean))].join(", ");
const moment = one => new Date(one.began).toLocaleString(locale(), { dateStyle: "short", timeStyle: "short" });
const change = one => one.change ? t(`change-${one.change}`) : "";
const seconds = value => t("secondsOf", { seconds: Math.round(value) });

function place(sessions) {
  const section = document.createElement("section");
  section.className = "place";
  section.dataset.place = [sessions[0].area, sessions[0].side].filter(Boolean).join(" ");
  const name = [names[sessions[0].area] ?? sessions[0].area, sessions[0].side ? t(sessions[0].side) : null].filter(Boolean).join(", ");
  section.append(text("h2", name));
  const rated = sessions.filter(one => one.painBefore !== null || one.painAfter !== null);
  const days = daily(sessions);
  if (rated.length)
    section.append(figure(name, caption([["sign", "legendBefore"], ["sign full", "legendAfter"], ["sign area", "legendBand"]]), at => charts.pain(at, rated.map(one => ({ at: Date.parse(one.began) / 1000, before: one.painBefore, after: one.painAfter })), t("painChart", { place: name }), marks(sessions))));
  section.append(table(name, ["when", "before", "afterwards", "change", "pressed", "rated", "how", "noteTitle"], sessions.map(one => [
    [moment(one), mark(one)].filter(Boolean).join(" "), one.painBefore ?? "", one.painAfter ?? "", change(one), seconds(one.pressSeconds ?? 0), one.ratings.join(" "), one.outcome ? t(`outcome-${one.outcome}`) : t("underWay"), noted(one),
  ])));
  section.append(figure(name, [document.createTextNode(t("legendDose"))], at => charts.dose(at, days, t("doseChart", { place: name }), marks(sessions))));
  section.append(folded(table(t("doseChart", { place: name }), ["day", "pressed"], days.map(one => [new Date(one.at * 1000).toLocaleDateString(locale()), seconds(one.seconds)]))));
  section.append(...sessions.toReversed().map(one => strip(one)));
  return section;
}

// Long and seldom wanted; on paper it is open.
function folded(inner) {
  const details = document.createElement("details");
  details.className = "folded";
  details.append(text("summary", t("asTable")), inner);
  return details;
}

addEventListener("beforeprint", () => document.querySelectorAll("#past .folded").forEach(details => { details.open = true; }));

function daily(sessions) {
  const days = Map.groupBy(sessions, one => new Date(one.began).setHours(12, 0, 0, 0) / 1000);
  return [...days].map(([at, those]) => ({ at, seconds: those.reduce((sum, one) => sum + (one.pressSeconds ?? 0), 0) }));
}

const said = one => [...one.tags.map(id => tags[id] ?? id), one.note].filter(Boolean).join("; ");

function noted(one) {
  const cell = text("td", said(one), "words");
  cell.dataset.said = one.id;
  return cell;
}

// What happened in a session is asked for when somebody wants to see it.
function strip(one) {
  const details = document.createElement("details");
  details.dataset.session = one.id;
  details.append(text("summary", [mark(one), moment(one), one.change ? t("fromTo", { before: one.painBefore, after: one.painAfter, change: change(one) }) : ""].filter(Boolean).join(" · ")));
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && guarded(() => fill(details, one)));
  return details;
}

async function fill(details, one) {
  const { events } = await call("GET", `history/${one.id}`);
  const of = (type, member) => events.filter(event => event.type === type).map(event => ({ at: event.t, value: event[member] }));
  const told = { level: of("level", "intensity"), cap: of("cap", "value"), ratings: of("rating", "value"), seconds: Math.max(0, ...events.map(event => event.t)) };
  const changes = events.filter(event => ["level", "cap", "rating"].includes(event.type)).map(event => [
    seconds(event.t), t(`told-${event.type}`), event.type === "rating" ? String(event.value) : t("percentOf", { percent: event.type === "level" ? event.intensity : event.value }),
  ]);
  details.append(
    figure(moment(one), caption([["sign line", "legendLevel"], ["sign dashes", "legendCap"], ["sign full", "legendRating"]]), at => charts.strip(at, told, t("stripChart", { when: moment(one) }), mark(one))),
    table(t("stripChart", { when: moment(one) }), ["at", "what", "value"], changes));
  if (mayWrite)
    details.append(noteForm(one, () => { details.closest("section").querySelector(`[data-said='${one.id}']`).textContent = said(one); }));
}

// The chart is drawn when its place is in the page, as it needs a width.
function figure(name, words, draw) {
  const [element, at] = [document.createElement("figure"), document.createElement("div")];
  const below = document.createElement("figcaption");
  below.append(...words);
  element.append(at, below);
  requestAnimationFrame(() => at.isConnected && draw(at));
  return element;
}

function caption(signs) {
  return signs.flatMap(([style, key]) => {
    const sign = text("span", "", style);
    sign.setAttribute("aria-hidden", "true");
    return [sign, document.createTextNode(` ${t(key)} `)];
  });
}

function table(name, heads, rows) {
  const [box, element, head, body] = ["div", "table", "thead", "tbody"].map(kind => document.createElement(kind));
  box.className = "wide";
  // Whoever has only keys can move what is wider than the screen.
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", t("tableOf", { what: name }));
  const top = document.createElement("tr");
  top.append(...heads.map(key => { const cell = text("th", t(key)); cell.scope = "col"; return cell; }));
  head.append(top);
  body.append(...rows.map(cells => { const row = document.createElement("tr"); row.append(...cells.map(cell => cell instanceof Element ? cell : text("td", String(cell)))); return row; }));
  element.append(head, body);
  box.append(element);
  return box;
}
