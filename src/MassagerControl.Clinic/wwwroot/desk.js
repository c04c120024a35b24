// Which part is shown, who is signed in, and what is asked again and again.
import * as admin from "./admin.js";
import * as alerts from "./alerts.js";
import * as allowances from "./allowances.js";
import { call, signIn, token } from "./api.js";
import { $, say } from "./dom.js";
import * as people from "./people.js";
import * as rooms from "./rooms.js";
import { onStop, stop } from "./stop.js";
import { load, other, t } from "./texts.js";

const Roles = ["therapist", "desk", "admin"];
const Stale = 4_000;
let me = null;
let tab = "rooms";
let good = performance.now();
let view = null;
let alertView = null;

const may = least => Roles.indexOf(me?.role) >= Roles.indexOf(least);

function problem(failed) {
  if (failed?.status === 401)
    return leave(failed.message);
  say($("problem"), failed?.message ?? "");
}

const makers = {
  rooms: () => drawRooms(),
  due: async () => people.showDue(await call("GET", "desk/due"), may("desk"), id => go("person", id)),
  people: () => people.find(id => go("person", id)),
  person: id => people.showPerson(id),
  room: name => allowances.showRoom(name),
  keys: () => admin.showKeys(),
  audit: () => admin.showAudit(),
};

async function go(name, what) {
  try {
    await makers[name](what);
    problem(null);
  } catch (failed) {
    problem(failed);
    if (failed.status === 401)
      return;
  }
  tab = name;
  for (const part of document.querySelectorAll(".tab"))
    part.hidden = part.id !== name;
  for (const press of document.querySelectorAll("#tabs button"))
    if (press.dataset.tab === name || press.dataset.tab === "people" && name === "person" || press.dataset.tab === "rooms" && name === "room")
      press.setAttribute("aria-current", "page");
    else
      press.removeAttribute("aria-current");
  const heading = $(name).querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
}

function drawRooms() {
  if (view)
    rooms.show(view, name => go("room", name), may("desk"));
}

function drawAlerts() {
  if (alertView)
    alerts.show(alertView, may("desk"), id => go("person", id), problem);
}

function stale() {
  const seconds = Math.round((performance.now() - good) / 1000);
  const late = me !== null && performance.now() - good > Stale;
  $("stale").hidden = !late;
  if (late)
    say($("stale"), t("stale", { seconds }));
}

// Each by itself: one that hangs keeps no other.
async function again(every, ask) {
  for (;;) {
    if (me)
      try {
        await ask();
      } catch (failed) {
        if (failed.status === 401)
          leave(failed.message);
      }
    await new Promise(done => setTimeout(done, every));
  }
}

function watch() {
  setInterval(stale, 1_000);
  again(1_000, async () => {
    if (me.name === "") {
      me = await call("GET", "desk/me");
      enter();
    }
    view = await call("GET", "desk/rooms", undefined, Stale);
    good = performance.now();
    if (tab === "rooms")
      drawRooms();
  });
  again(2_000, async () => {
    try {
      alertView = await call("GET", "desk/alerts", undefined, Stale);
    } catch (failed) {
      alerts.unknown();
      throw failed;
    }
    drawAlerts();
  });
  again(30_000, async () => {
    if (tab === "due")
      await makers.due();
  });
}

function leave(why) {
  signIn(null);
  [me, view, alertView] = [null, null, null];
  for (const id of ["room-list", "alerts-open", "alerts-seen", "due-list", "people-list", "person-locks", "person-sessions", "key-list", "audit-list", "allowance-list"])
    $(id).replaceChildren();
  for (const id of ["invited", "invited-how", "people-added", "stop-said", "audit-said", "person-title"])
    say($(id), "");
  enter();
  say($("problem"), why);
}

function enter() {
  $("sign-in").hidden = me !== null;
  $("desk").hidden = $("stopping").hidden = $("sign-out").hidden = me === null;
  $("stale").hidden = true;
  say($("who"), me ? `${me.name}, ${t(`role-${me.role}`)}` : "");
  say($("problem"), "");
  for (const press of document.querySelectorAll("[data-least]"))
    press.hidden = !may(press.dataset.least);
  if (me === null) {
    $("code").focus();
    return;
  }
  good = performance.now();
  go("rooms");
}

async function start() {
  await load();
  say($("language"), other().name);
  $("language").lang = other().tag;
  wire();
  if (token)
    try {
      me = await call("GET", "desk/me");
    } catch (failed) {
      if (failed.status === 401 || failed.status === 403)
        signIn(null);
      // The clinic does not answer: STOP is there all the same.
      else
        me = { name: "", role: "therapist" };
    }
  enter();
  watch();
}

function wire() {
  for (const part of [people, allowances, admin])
    part.wire(problem, () => go("people"));
  onStop($("stop-all"), () => stop(null));
  for (const press of document.querySelectorAll("#tabs button"))
    press.onclick = () => go(press.dataset.tab);
  $("language").onclick = async () => {
    localStorage.setItem("language", other().tag);
    location.reload();
  };
  $("sign-out").onclick = async () => {
    try {
      await call("DELETE", "desk/me");
      leave("");
    } catch (failed) {
      problem(failed);
    }
  };
  $("sign-in-form").onsubmit = async event => {
    event.preventDefault();
    try {
      const key = await call("POST", "enrol", { code: $("code").value });
      $("code").value = "";
      if (key.role === "room")
        return problem(new Error(t("roomCode")));
      signIn(key.token);
      me = { name: key.name, role: key.role };
      enter();
    } catch (failed) {
      say($("problem"), failed.message);
    }
  };
  const find = () => people.find(id => go("person", id)).then(() => problem(null), problem);
  $("people-find").oninput = find;
  $("people-more").onclick = () => people.find(id => go("person", id), true).catch(problem);
  $("people-add").onsubmit = event => { event.preventDefault(); people.add().then(find, problem); };
}

start();
