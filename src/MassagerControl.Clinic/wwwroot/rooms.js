// All rooms, each on a card of its own.
import { $, button, list, make, say } from "./dom.js";
import { onStop, stop } from "./stop.js";
import { t, time, word } from "./texts.js";

// A room says how it is every five seconds.
const Late = 12_000;
const Svg = "http://www.w3.org/2000/svg";

// With the clinic's clock: this computer's own may be wrong.
export function show(view, openRoom, isDesk) {
  const now = Date.parse(view.now);
  $("rooms-none").hidden = view.rooms.length > 0;
  list($("room-list"), view.rooms, room => room.room, room => card(room, openRoom, isDesk), (element, room) => update(element, room, now));
}

function card(room, openRoom, isDesk) {
  const title = make("h2", { textContent: room.room });
  const stopIt = button(t("stopOne", { room: room.room }), null, { className: "stop-like" });
  onStop(stopIt, () => stop(room.room));
  const facts = make("dl", { className: "facts" });
  for (const name of ["cap", "battery", "link", "rating"])
    facts.append(make("dt", { textContent: t(name) }), make("dd", { className: name }));
  return make("li", {},
    title,
    make("p", { className: "phase" }),
    make("p", { className: "motor bad-line", textContent: t("motorUnknown"), hidden: true }),
    make("p", { className: "silent bad-line", hidden: true }),
    make("p", { className: "deaf", textContent: t("deaf"), hidden: true }),
    bar(),
    make("p", { className: "level-words" }),
    facts,
    make("div", { className: "card-row" }, stopIt, ...isDesk ? [button(t("allowances"), () => openRoom(room.room), { className: "quiet", "aria-label": t("allowancesOf", { room: room.room }) })] : []));
}

function bar() {
  const picture = document.createElementNS(Svg, "svg");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("viewBox", "0 0 100 10");
  picture.setAttribute("preserveAspectRatio", "none");
  const fill = document.createElementNS(Svg, "rect");
  fill.setAttribute("class", "fill");
  fill.setAttribute("height", "10");
  picture.append(fill);
  return make("div", { className: "level" }, picture);
}

function update(element, room, now) {
  const find = name => element.querySelector(`.${name}`);
  const known = room.phase !== undefined;
  const silent = room.heard ? now - Date.parse(room.heard) : 0;
  const late = silent > Late;
  const busy = known && room.phase !== "idle";
  element.classList.toggle("busy", busy);
  element.classList.toggle("bad", known && (!room.offConfirmed || late && busy));
  say(find("phase"), known ? word("phase", room.phase) : t("unheard"));
  find("motor").hidden = !known || room.offConfirmed;
  find("silent").hidden = !late;
  if (late)
    say(find("silent"), t("silentSince", { when: time(room.heard), seconds: Math.round(silent / 1000) }));
  find("deaf").hidden = !known || late || room.listening;
  find("level").hidden = find("level-words").hidden = find("facts").hidden = !busy;
  if (!busy)
    return;
  element.querySelector("rect").setAttribute("width", String(100 * room.level / room.levels));
  say(find("level-words"), t("level", { level: room.level, levels: room.levels }));
  say(find("cap"), [t("percent", { number: Math.round(room.cap) }), ...room.capReason ? [room.capReason] : []].join(": "));
  say(find("battery"), room.battery === null ? t("unknown") : t("percent", { number: room.battery }));
  say(find("link"), room.link === null ? t("unknown") : word("link", room.link));
  say(find("rating"), room.rating === null ? t("noRating") : String(room.rating));
}
