// Which screen is shown, and what goes on beside all of them: STOP, the alarm, the socket.
import { call, signIn, token } from "./api.js";
import { past } from "./history.js";
import { listen, mediaKeys, setSingleKeys, singleKeys } from "./keys.js";
import { learn } from "./learn.js";
import { Live } from "./live.js";
import { due, plans } from "./plan.js";
import * as routine from "./routine.js";
import * as screens from "./screens.js";
import * as session from "./session.js";
import { loudness, setLoudness, wake } from "./sound.js";
import { load, otherLanguage, t } from "./texts.js";

const $ = id => document.getElementById(id);
const Screens = ["pair", "place", "check", "program", "setup", "session", "end", "waiting", "others", "routines", "routine", "past", "learn", "plans"];
let live = null;
let me = null;
let state = null;
let dismissed = 0;
let screen = null;
// The last session whose alarm somebody here has answered.
let answered = Number(sessionStorage.getItem("answered") ?? 0);
let ended = null;

function show(name) {
  if (screen === name)
    return;
  screen = name;
  for (const one of Screens)
    $(one).hidden = one !== name;
  scrollTo(0, 0);
  const heading = $(name).querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

async function go(name) {
  const makers = { place: async () => { await screens.place(go); await due(); }, check: () => screens.check(go), program: () => screens.program(go), setup: () => screens.setup(go, live), others, routines: () => { screens.aimless(); return routine.choose(go); }, routine: () => routine.show(go), past: () => past(state.demo, me.role === "control"), learn, plans };
  try {
    $("problem").textContent = "";
    const shown = await makers[name || home()]?.();
    show(name || home());
    shown?.();
  } catch (problem) {
    if (problem.status === 401)
      return leave(problem.message);
    $("problem").textContent = problem.message;
  }
}

// What this phone shows while it has nothing else to do.
const home = () => routine.isOn() ? "routine" : me?.role === "control" ? "place" : "waiting";

function render(message) {
  [state, me] = [message, message];
  screens.belongs(message.clinic);
  const running = message.sessions.filter(one => !one.over);
  warn(message.sessions.find(one => one.motorMayRun && one.id > answered));
  $("sim").hidden = !running.some(one => one.simulated);
  for (const id of ["go-routines", "go-learn", "go-plans", "go-history", "go-remotes"])
    $(id).hidden = running.length > 0 || (message.clinic && ["go-routines", "go-plans"].includes(id)) || (!["go-learn", "go-history"].includes(id) && me.role !== "control");
  const mine = running.find(one => one.remotes.some(remote => remote.self)) ?? (me.role === "control" ? null : running[0]);
  // STOP is for whoever is paired, also where this phone shows something else.
  stopShown(running.length > 0);
  $("elsewhere").textContent = mine || running.length === 0 ? "" : t("elsewhere", { place: running.map(one => one.place).join(", ") });
  if (mine) {
    show("session");
    session.show(mine, me);
  } else if (screen === "session" || screen === null)
    over(message.sessions.find(one => one.over && one.id > dismissed));
  else if (screen === "end")
    fillEnd(message.sessions.find(one => one.id === ended?.id) ?? ended);
}

// A new session does not take it away: only somebody who has looked does.
function warn(session) {
  if ($("alarm").hidden === !session)
    return;
  $("alarm").hidden = !session;
  $("alarm-text").textContent = session ? t("motorMayRun") : "";
  $("alarm-seen").onclick = () => {
    answered = session.id;
    sessionStorage.setItem("answered", answered);
    warn(null);
  };
}

function over(one) {
  session.leave();
  if (!one || screen === null) {
    dismissed = Math.max(dismissed, ...state.sessions.map(one => one.id), 0);
    return go("");
  }
  $("after-said").textContent = "";
  fillEnd(one);
  show("end");
}

// What comes next, and whether it asks, is known a moment after the motor is off.
function fillEnd(one) {
  const asked = ended?.id === one.id && $("after").dataset.done === String(one.id);
  ended = one;
  $("after").hidden = asked || !one.asksAfter || !(me.role === "control" || one.remotes.some(remote => remote.self));
  $("after-scale").textContent = one.asksAfter ? t("afterScale", { before: one.painBefore }) : "";
  $("end-word").textContent = t(`state-${one.state}`);
  $("end-reason").textContent = one.outcome === "stopped" && one.reason === "remote" ? t("stoppedHere") : one.reason;
  $("end-off").textContent = t(one.confirmedOff ? "off" : "notOff");
  $("end-off").className = one.confirmedOff ? "" : "problem";
  $("end-locked").textContent = one.locked ? t("locked") : "";
  $("end-next").replaceChildren(...one.next.map(line => screens.text("li", line)));
  $("again").onclick = () => { dismissed = one.id; go(""); };
}

function askAfter() {
  const done = words => { $("after").dataset.done = String(ended.id); $("after").hidden = true; $("after-said").textContent = words; };
  $("after-pad").replaceChildren(...Array.from({ length: 10 }, (_, i) => screens.button(String(i + 1), "", async () => {
    try {
      const taken = await call("POST", `sessions/${ended.id}/after`, { pain: i + 1 });
      done([taken.words, taken.kept ? "" : t("afterNotKept")].filter(Boolean).join(" "));
      $("again").focus();
    } catch (problem) {
      $("after-said").textContent = problem.message;
    }
  }, { "data-after": i + 1, "aria-label": t("afterAs", { value: i + 1 }) })));
  $("after-skip").onclick = () => { done(""); $("again").focus(); };
}

function stopShown(shown) {
  if ($("stop").hidden === shown)
    mediaKeys(shown, stop);
  $("stop").hidden = !shown;
  $("stop").classList.remove("sent");
  document.body.classList.toggle("running", shown);
}

function stop() {
  $("stop").classList.add("sent");
  live.stop();
}

async function others() {
  const remotes = await call("GET", "remotes");
  $("remote-list").replaceChildren(...remotes.map(remote => {
    const line = screens.text("div", `${remote.name} – ${t(`role-${remote.role}`)}${remote.self ? ` (${t("thisPhone")})` : ""}${remote.live ? "" : ` (${t("away")})`}`);
    line.append(screens.button(t("forget", { name: remote.name }), "quiet", async () => { await call("DELETE", `remotes/${remote.id}`); await others(); }, { "data-forget": remote.id }));
    return screens.item(line);
  }));
  const invite = async role => {
    const made = await call("POST", "codes", { role });
    $("invited").textContent = t("invited", { url: made.url.split("#")[0], code: made.code });
  };
  $("invite-helper").onclick = () => invite("rate-stop");
  $("invite-control").onclick = () => invite("control");
  $("invited").textContent = "";
}

function connect() {
  live = new Live({
    state: render,
    event: () => {},
    bye: message => { $("offline").textContent = message.reason; $("offline").hidden = false; check(); },
    online: () => { $("offline").hidden = true; },
    offline: () => { $("offline").textContent = t("offline"); $("offline").hidden = false; },
  });
  session.build(live);
}

// After a good-bye: is this phone still paired?
async function check() {
  try {
    await call("GET", "state");
  } catch (problem) {
    if (problem.status === 401)
      leave(problem.message);
  }
}

function leave(reason) {
  live?.close();
  signIn(null);
  stopShown(false);
  $("pair-problem").textContent = reason;
  $("code").value = "";
  show("pair");
}

async function pair(event) {
  event.preventDefault();
  wake();
  try {
    const paired = await call("POST", "pair", { code: $("code").value, name: $("name").value });
    signIn(paired.token);
    $("pair-problem").textContent = "";
    screen = null;
    live ? location.reload() : connect();
  } catch (problem) {
    $("pair-problem").textContent = problem.message;
  }
}

function begin() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  history.replaceState(null, "", location.pathname + location.search);
  $("language").textContent = otherLanguage().name;
  $("language").onclick = async () => { await load(otherLanguage().tag); location.reload(); };
  askAfter();
  $("pair-form").onsubmit = pair;
  $("stop").addEventListener("pointerdown", event => { event.preventDefault(); stop(); });
  // Keys and screen readers press a button by a click without a pointer.
  $("stop").addEventListener("click", event => event.detail === 0 && stop());
  listen({ running: () => !$("stop").hidden, stop, press: (kind, value) => screen === "session" && session.press(live, kind, value) });
  $("single-keys").checked = singleKeys();
  $("single-keys").onchange = () => setSingleKeys($("single-keys").checked);
  $("go-remotes").onclick = () => go("others");
  $("go-routines").onclick = () => go("routine");
  $("go-history").onclick = () => go("past");
  $("go-learn").onclick = () => go("learn");
  $("go-plans").onclick = () => go("plans");
  for (const button of document.querySelectorAll("[data-go]"))
    button.onclick = () => go(button.dataset.go);
  $("volume").value = loudness();
  $("volume").oninput = () => setLoudness($("volume").value);
  addEventListener("pointerdown", wake, { once: true });
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
  if (token && !code)
    return connect();
  if (code) {
    $("code").value = code;
    signIn(null);
  }
  show("pair");
  if (code)
    $("name").focus();
}

// A page whose words did not come would stay empty.
async function words() {
  try {
    await load();
  } catch {
    await new Promise(done => setTimeout(done, 500));
    await words();
  }
}

await words();
$("loading").hidden = true;
begin();
