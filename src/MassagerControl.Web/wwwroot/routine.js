// Guided steps on the page: which routine, then one step after the other. Its session has the screens of every session.
import { call } from "./api.js";
import { aim, button, item, text } from "./screens.js";
import { play } from "./sound.js";
import { t } from "./texts.js";

const $ = id => document.getElementById(id);
let state = null;
let shownAt = 0;
let timer = null;

// A routine is under way on this phone.
export const isOn = () => state !== null && state.ending === null;

export async function choose(go) {
  const [routines, areas, devices] = await Promise.all([call("GET", "routines"), call("GET", "areas"), call("GET", "devices")]);
  fill($("routine-area"), areas.filter(area => !area.locked).map(area => [area.id, area.name]));
  fill($("routine-side"), ["left", "right"].map(side => [side, t(side)]), "right");
  fill($("routine-device"), devices.map(device => [device.name, `${device.profileName}${device.simulated ? ` (${t("sim")})` : ""}`]));
  $("routine-problem").textContent = "";
  $("routine-list").replaceChildren(...routines.map(one => {
    const start = button(one.name, "", async () => {
      try {
        await take(await call("POST", "routine", { routine: one.id, area: $("routine-area").value, side: $("routine-side").value, device: $("routine-device").value }), go);
      } catch (problem) {
        $("routine-problem").textContent = problem.message;
      }
    }, { "data-routine": one.id });
    start.append(text("small", one.summary));
    return item(start);
  }));
}

export async function show(go) {
  const answer = await call("GET", "routine");
  if (!answer) {
    state = null;
    return () => go("routines");
  }
  await take(answer, go, false);
}

// An input of the person, and what the host makes of it.
async function send(kind, go, more = {}) {
  try {
    await take(await call("POST", "routine/inputs", { kind, ...more }), go);
  } catch (problem) {
    $("step-hint").textContent = problem.message;
  }
}

async function take(answer, go, leave = true) {
  clearInterval(timer);
  const before = state;
  state = answer;
  shownAt = performance.now();
  if (!state)
    return go("routines");
  if (state.phase === "asking" && leave) {
    await aimAtSession();
    return go("check");
  }
  if (state.phase === "inSession" && leave && before?.phase !== "inSession")
    return toSession(go);
  fillStep(go);
  if (leave)
    go("routine");
  if (state.phase === "running" && state.secondsLeft !== null)
    timer = setInterval(() => count(go), 250);
}

async function aimAtSession() {
  const asked = state;
  await aim({ area: asked.area, side: asked.side, device: asked.device, program: asked.program && { id: asked.program, name: asked.program } }, answered);
}

// The check-in is answered: the host judges it.
const answered = (moves, go) => send("check-in", go, { moves });

// The way to a session is that of every session, with the check-in's answers where they are known here.
async function toSession(go) {
  const asked = state;
  const known = await aim({ area: asked.area, side: asked.side, device: asked.device, program: { id: asked.program, name: asked.program } }, (_, next) => next("setup"));
  return go(known ? "setup" : "check");
}

const left = () => Math.max(0, state.secondsLeft - (state.phase === "running" ? (performance.now() - shownAt) / 1000 : 0));

function clock(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 100 ? String(whole) : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

async function count(go) {
  if ($("routine").hidden)
    return clearInterval(timer);
  $("step-time").textContent = clock(left());
  if (left() > 0)
    return;
  clearInterval(timer);
  play("count");
  try {
    await take(await call("GET", "routine"), go);
  } catch (problem) {
    $("step-hint").textContent = problem.message;
  }
}

function fillStep(go) {
  const step = state.step;
  $("step-number").textContent = t("stepOf", { number: state.number, of: state.of });
  $("step-name").textContent = step?.name ?? (state.ending ? t(`ending-${state.ending}`) : t(`part-${state.phase === "asking" ? "check" : state.phase === "rating" ? "rating" : "session"}`));
  $("step-picture").replaceChildren(...picture(step));
  $("step-text").replaceChildren(...(step?.text ?? (state.ending ? state.passedOver : state.program ? [t("sessionHow")] : [])).map(line => text("li", line)));
  $("step-count").textContent = [state.count, state.phase === "paused" ? t("paused") : ""].filter(Boolean).join(" · ");
  $("step-time").textContent = state.secondsLeft === null || state.phase === "twinged" ? "" : clock(left());
  $("step-told").textContent = [state.told, ...state.reasons].filter(Boolean).join(" ");
  $("step-hint").textContent = state.hint ?? "";
  $("step-buttons").replaceChildren(...buttons(go));
}

// How much it hurts there now, said of the session by the same way as on its own screen.
async function rate(pain, go) {
  try {
    await call("POST", `sessions/${state.session}/after`, { pain });
    await send("rated", go);
  } catch (problem) {
    $("step-hint").textContent = problem.message;
  }
}

// Drawn by this program and checked: no script, nothing from outside. The words beside it say the same.
function picture(step) {
  if (!step?.picture)
    return [];
  const drawn = document.createElement("img");
  drawn.alt = "";
  drawn.src = `data:image/svg+xml,${encodeURIComponent(step.picture)}`;
  return [drawn];
}

function buttons(go) {
  const act = (kind, style = "") => button(t(`do-${kind}`), style, () => send(kind, go), { "data-do": kind });
  if (state.ending)
    return [button(t("again"), "main", () => { state = null; go("routines"); }, { "data-do": "over" })];
  const stop = button("STOP", "stop-like", () => send("stop", go), { "data-do": "stop" });
  const main = (kind, words) => button(t(words), "main", () => send(kind, go), { "data-do": kind });
  switch (state.phase) {
    case "asking":
      return [button(t("go-on"), "main", async () => { await aimAtSession(); go("check"); }, { "data-do": "check" }), stop];
    case "inSession":
      return [button(t("do-session"), "main", () => toSession(go), { "data-do": "session" }), act("no-session"), stop];
    case "rating":
      return [...Array.from({ length: state.session ? 10 : 0 }, (_, i) => button(String(i + 1), "", () => rate(i + 1, go), { "data-rate": i + 1, "aria-label": t("afterAs", { value: i + 1 }) })), main("rated", "afterSkip"), stop];
    case "ready":
      return [main("next", state.program ? "do-session" : "do-begin"), act("skip"), ...(state.step ? [act("injury")] : []), stop];
    case "running":
      return [main("next", "do-next"), ...(state.secondsLeft === null ? [] : [act("pause")]), act("skip"), act("twinge"), act("injury"), stop];
    case "paused":
      return [main("resume", "do-resume"), act("skip"), act("twinge"), stop];
    default:
      return [main("next", "do-next"), stop];
  }
}

function fill(select, options, chosen) {
  const before = select.value || chosen;
  select.replaceChildren(...options.map(([value, words]) => {
    const option = document.createElement("option");
    [option.value, option.textContent, option.selected] = [value, words, value === before];
    return option;
  }));
}
