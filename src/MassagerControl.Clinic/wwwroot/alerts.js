// What somebody at the desk must know, until somebody has acknowledged it.
import { call } from "./api.js";
import { $, button, list, make, say } from "./dom.js";
import { moment, place, t, time, word } from "./texts.js";

let named = "";

export function show(view, isDesk, openPerson, problem) {
  const open = view.alerts.filter(alert => !alert.seen);
  const seen = view.alerts.filter(alert => alert.seen);
  $("alerts-none").hidden = open.length > 0;
  $("alerts-unknown").hidden = true;
  $("alerts-dropped").hidden = view.dropped === 0;
  say($("alerts-dropped"), t("alertsDropped", { number: view.dropped }));
  $("alerts-old").hidden = seen.length === 0;
  const create = alert => item(alert, isDesk && !alert.seen, isDesk, openPerson, problem);
  // One that came right is another item: what it says is said.
  list($("alerts-open"), open, alert => `${alert.number} ${alert.over} ${alert.person}`, create);
  list($("alerts-seen"), seen, alert => alert.number, create);
  document.title = open.length ? `(${open.length}) ${t("title")}` : t("title");
  announce(open);
}

// Nothing that was known is shown as if it were so.
export function unknown() {
  $("alerts-none").hidden = true;
  $("alerts-unknown").hidden = false;
}

function announce(open) {
  const newest = open.length ? `${open[0].number}` : "";
  if (newest && newest !== named)
    say($("told"), `${t("alert")}: ${words(open[0]).join(". ")}`);
  named = newest;
}

function words(alert) {
  const lines = [t(`alert.${known(alert.kind)}`, { detail: alert.kind === "red-flag" ? word("flag", alert.detail) : alert.detail ?? "?", room: alert.room ?? "?", kind: alert.kind })];
  const where = [...alert.room ? [t("inRoom", { room: alert.room })] : [], ...alert.person ? [t("ofPerson", { person: alert.person })] : [], ...alert.area ? [place(alert.area, alert.side)] : []];
  return where.length ? [...lines, where.join(" · ")] : lines;
}

const Kinds = ["rating", "red-flag", "motor", "unsettled", "silent", "clock"];
const known = kind => Kinds.includes(kind) ? kind : "other";

function item(alert, acknowledges, isDesk, openPerson, problem) {
  const [what, ...where] = words(alert);
  const text = make("div", { className: "words" }, make("div", { className: "alert-name", textContent: what }), ...where.map(line => make("div", { textContent: line })), make("div", { className: "faint", textContent: when(alert) }));
  const row = make("li", {}, text);
  if (isDesk && alert.person)
    row.append(button(t("open"), () => openPerson(alert.person), { className: "quiet", "aria-label": t("openPerson", { person: alert.person }) }));
  if (acknowledges)
    row.append(button(t("acknowledge"), () => call("POST", `desk/alerts/${alert.number}/acknowledge`).then(() => row.remove(), failed => failed.status === 404 ? row.remove() : problem(failed)), { "aria-label": `${t("acknowledge")}: ${what}` }));
  return row;
}

function when(alert) {
  const lines = [moment(alert.at)];
  if (alert.over)
    lines.push(t("overSince", { when: time(alert.over) }));
  if (alert.seen)
    lines.push(t("seenBy", { by: alert.by, when: moment(alert.seen) }));
  return lines.join(" · ");
}
