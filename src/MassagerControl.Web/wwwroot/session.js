// The running session as the host tells it. Nothing here is remembered but what was shown last.
import { play, say, stayAwake } from "./sound.js";
import { t } from "./texts.js";

const $ = id => document.getElementById(id);
const Pressing = ["compressing", "holding"];
const Resting = ["releasing", "resting", "completed"];
let before = {};
let locked = false;

export function build(live) {
  // A screen that was hidden has lost its lock.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && before.id && stayAwake(true));
  for (let value = 1; value <= 10; value++)
    $("ratings").append(button(String(value), { "data-rating": value, "aria-label": t("rateAs", { value }) }, () => press(live, "rating", value)));
  for (const kind of ["eased", "sharp", "numb", "radiating"])
    $("words").append(button(t(kind), { "data-kind": kind, "data-t": kind }, () => press(live, kind)));
  for (const kind of ["pause", "resume", "minus", "plus"])
    $("wishes").append(button(t(kind), { "data-kind": kind, "data-t": kind }, () => press(live, kind)));
  $("lock").onclick = () => setLocked(true);
  holdToUnlock();
}

export function show(session, me) {
  const changed = session.state !== before.state || session.id !== before.id;
  document.body.classList.toggle("helper", me.role !== "control");
  $("place-name").textContent = `${session.place} · ${session.deviceName}`;
  $("word").textContent = t(`state-${session.state}`);
  $("word").className = Pressing.includes(session.state) ? "press" : Resting.includes(session.state) ? "ease" : "";
  $("number").textContent = session.secondsLeft ?? "";
  $("unit").textContent = session.secondsLeft === null ? "" : t("unit");
  $("cue").textContent = cue(session);
  $("reps").textContent = dots(session);
  $("fill").style.width = `${session.intensity}%`;
  $("mark").style.left = `calc(${session.cap.cap}% - 2px)`;
  $("limit").textContent = t("motorAt", { percent: Math.round(session.intensity), cap: Math.round(session.cap.cap), reason: session.cap.reason });
  $("facts").textContent = facts(session);
  $("notice").textContent = session.notice ?? "";
  last(session);
  $("pad").classList.toggle("asks", session.asks);
  $("ask").textContent = t(session.asks ? "rateNow" : "rate");
  for (const wish of document.querySelectorAll("#pad [data-kind]"))
    wish.hidden = (wish.dataset.kind === "eased" && !session.eased) || (wish.dataset.kind === "resume" && session.state !== "paused")
      || (wish.dataset.kind === "pause" && session.state === "paused");
  sounds(session, changed);
  before = session;
}

export function leave() {
  before = {};
  setLocked(false);
  stayAwake(false);
}

function sounds(session, changed) {
  if (changed) {
    stayAwake(true);
    play(session.over || session.state === "stopping" ? "stop" : Pressing.includes(session.state) ? "press" : "ease");
    say(`${t(`state-${session.state}`)}. ${cue(session)}`);
    $("told").textContent = `${t(`state-${session.state}`)}. ${cue(session)}`;
  } else if (session.secondsLeft !== before.secondsLeft && session.secondsLeft >= 1 && session.secondsLeft <= 3)
    play("count");
  else if (session.asks && !before.asks)
    play("ask");
}

function cue(session) {
  if (session.state === "paused")
    return t(`pause-${session.pause ?? "asked"}`);
  return t(`cue-${session.state}`, { low: session.band[0], high: session.band[1] });
}

function dots(session) {
  return Array.from({ length: session.reps }, (_, i) => i < session.repsDone ? "●" : i + 1 === session.rep ? "◉" : "○").join(" ");
}

function facts(session) {
  const minutes = `${Math.floor(session.sessionLeft / 60)}:${String(session.sessionLeft % 60).padStart(2, "0")}`;
  return [
    session.rep ? t("repOf", { rep: session.rep, reps: session.reps }) : null,
    session.sessionLeft ? t("timeLeft", { time: minutes }) : null,
    session.battery === null ? null : t("battery", { percent: session.battery }),
    t(session.state === "reconnecting" ? "linkLost" : "linkOk"),
    t("ceiling", { percent: Math.round(session.ceiling) }),
  ].filter(Boolean).join(" · ");
}

function last(session) {
  const [label, strong] = [document.createTextNode(`${t("lastRating")} `), document.createElement("strong")];
  strong.textContent = session.lastRating ?? t("none");
  $("last").replaceChildren(label, strong);
}

export async function press(live, kind, value) {
  if (locked)
    return;
  try {
    const reply = await live.input(kind, value, before.id);
    $("reply").textContent = reply.accepted ? t("taken", { what: value ?? t(kind), reason: reply.reason }) : t("notTaken", { reason: reply.reason });
  } catch {
    $("reply").textContent = t("noHost");
  }
}

function setLocked(value) {
  locked = value;
  $("pad").hidden = value;
  $("unlock").hidden = !value;
}

function holdToUnlock() {
  let timer = 0;
  const begin = event => {
    // Space is STOP.
    if (event.type === "keydown" && event.key !== "Enter")
      return;
    clearTimeout(timer);
    timer = setTimeout(() => setLocked(false), 1000);
  };
  for (const name of ["pointerdown", "keydown"])
    $("unlock").addEventListener(name, begin);
  for (const name of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"])
    $("unlock").addEventListener(name, () => clearTimeout(timer));
}

function button(text, attributes, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, value);
  element.addEventListener("click", act);
  return element;
}
