// Reminders, where somebody has chosen them: a quiet line on the first screen, and the screen that chooses. Nothing sounds, nothing is sent here.
import { call } from "./api.js";
import { button, text } from "./screens.js";
import { t } from "./texts.js";

const $ = id => document.getElementById(id);

const change = what => call("POST", "plan", what);

// What is due now, on the first screen; nothing where nothing is, or where the host cannot say.
export async function due() {
  try {
    showDue(await call("GET", "plan/due"));
  } catch {
    $("due").replaceChildren();
  }
}

function showDue(now) {
  const lines = now.due.map(one => {
    const line = text("p", `${one.line} `);
    line.append(button(t("planDone"), "quiet", () => guarded("problem", async () => { await change({ do: "done", habit: one.habit }); await due(); }), { "data-done": one.habit }));
    return line;
  });
  if (lines.length)
    lines.push(button(t("planRest"), "quiet", () => guarded("problem", async () => { await change({ do: "rest" }); await due(); }), { "data-rest": "today" }));
  $("due").replaceChildren(...lines);
}

export async function plans() {
  showPlans(...await Promise.all([call("GET", "plan"), call("GET", "plan/due")]));
}

function showPlans(plan, now) {
  $("plan-problem").textContent = "";
  $("plan-quiet").textContent = plan.quiet.from === plan.quiet.to ? t("planNeverQuiet") : t("planQuiet", plan.quiet);
  $("plan-rests").checked = plan.restsToday;
  $("plan-rests").onchange = () => guarded("plan-problem", async () => { await change({ do: $("plan-rests").checked ? "rest" : "no-rest" }); await plans(); });
  $("habits").replaceChildren(...plan.habits.map(habit => line(habit, now.held.find(held => held.habit === habit.id))));
}

function line(habit, held) {
  const section = document.createElement("li");
  section.dataset.habit = habit.id;
  const state = text("p", habit.chosen ?? t("planOff"), habit.number === null ? "faint" : "");
  section.append(text("h2", habit.name), state, text("p", t("planSays", { says: habit.says, source: habit.source }), "source"));
  if (held)
    section.append(text("p", t("planHeld", { reason: held.because }), "faint"));
  const number = document.createElement("input");
  Object.assign(number, { type: "number", min: habit.least, max: habit.most, value: habit.number ?? habit.usual });
  number.setAttribute("aria-label", `${habit.name}: ${t(`plan-${habit.rhythm}`)}`);
  const label = text("label", t(`plan-${habit.rhythm}`));
  label.append(number);
  const row = text("div", "", "row");
  const set = () => change({ do: "set", habit: habit.id, number: Number(number.value), ...(habit.area ? { area: habit.area } : {}), ...(habit.side ? { side: habit.side } : {}) });
  row.append(button(t("planSet"), "", () => act(section, set), { "data-set": habit.id }));
  if (habit.number !== null)
    row.append(button(t("planClear"), "quiet", () => act(section, () => change({ do: "clear", habit: habit.id })), { "data-clear": habit.id }));
  section.append(label, row);
  return section;
}

// The list is made anew: whoever has only keys goes on where they were.
const act = (section, what) => guarded("plan-problem", async () => {
  await what();
  await plans();
  document.querySelector(`[data-set='${section.dataset.habit}']`).focus();
});

async function guarded(where, work) {
  try {
    $(where).textContent = "";
    await work();
  } catch (problem) {
    $(where).textContent = problem.message;
  }
}
