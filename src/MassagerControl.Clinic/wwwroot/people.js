// Who is due, and people: ids, names apart, locks and today's sessions.
import { call } from "./api.js";
import { $, button, list, make, say } from "./dom.js";
import { moment, place, t, word } from "./texts.js";

let one = null;
let next = null;

const title = person => person.name ?? t("person", { id: person.id });

export function showDue(view, isDesk, open) {
  const now = Date.parse(view.now);
  $("due-none").hidden = view.due.length > 0;
  list($("due-list"), view.due, person => JSON.stringify(person), person => {
    const late = Date.parse(person.due) < now && !person.in;
    const text = make("div", { className: "words" },
      make("strong", { textContent: `${moment(person.due)}: ${title(person)}` }),
      ...person.in ? [make("div", { textContent: t("inNow", { room: person.in }) })] : [],
      ...late ? [make("div", { className: "faint", textContent: t("overdue") })] : [],
      ...person.locks.map(held => make("div", { className: "bad-line", textContent: t("lockedAt", { place: place(held.area, held.side) }) })));
    return make("li", {}, text, ...isDesk ? [button(t("open"), () => open(person.id), { "aria-label": t("openPerson", { person: title(person) }) })] : []);
  });
}

export async function find(open, more = false) {
  const asked = $("people-find").value.trim();
  const found = await call("GET", `desk/people?q=${encodeURIComponent(asked)}${more && next ? `&after=${encodeURIComponent(next)}` : ""}`);
  if (asked !== $("people-find").value.trim())
    return;
  if (!more)
    $("people-list").replaceChildren();
  next = found.next;
  $("people-more").hidden = !next;
  $("people-list").append(...found.people.map(person => make("li", {},
    make("div", { className: "words" }, make("strong", { textContent: title(person) }), ...person.name ? [make("div", { className: "faint", textContent: person.id })] : [],
      ...person.last ? [make("div", { className: "faint", textContent: t("lastSession", { when: moment(person.last.ended), place: place(person.last.area, person.last.side) }) })] : []),
    button(t("open"), () => open(person.id), { "aria-label": t("openPerson", { person: title(person) }) }))));
}

export async function add() {
  const name = $("people-name").value.trim();
  // The id of before is somebody else's.
  say($("people-added"), "");
  const { id } = await call("POST", "desk/people", name ? { name } : {});
  $("people-name").value = "";
  say($("people-added"), t("added", { id }));
}

export async function showPerson(id) {
  const person = await call("GET", `desk/people/${encodeURIComponent(id)}`);
  one = id;
  say($("person-title"), person.name ? `${person.name} (${person.id})` : t("person", { id: person.id }));
  say($("person-where"), person.in ? t("inNow", { room: person.in }) : "");
  delete $("person-delete").dataset.sure;
  say($("person-delete"), t("deletePerson"));
  $("person-name").value = person.name ?? "";
  $("person-forget").hidden = !person.name;
  $("person-due").value = person.due ? local(person.due) : "";
  $("person-no-due").hidden = !person.due;
  $("person-no-locks").hidden = person.locks.length > 0;
  $("person-no-sessions").hidden = person.sessions.length > 0;
  $("person-locks").replaceChildren(...places(person.locks).map(held => lock(held)));
  $("person-sessions").replaceChildren(...person.sessions.map(session => make("li", { textContent: line(session) })));
}

// A place is cleared as a whole: where one of its locks may not be, none is.
function places(locks) {
  const all = new Map();
  for (const held of locks) {
    const key = `${held.area} ${held.side}`;
    const known = all.get(key);
    all.set(key, known ? { ...held, kinds: [...known.kinds, held.kind], may: known.may && held.may, notBefore: known.notBefore > held.notBefore ? known.notBefore : held.notBefore } : { ...held, kinds: [held.kind] });
  }
  return [...all.values()];
}

function lock(held) {
  const where = place(held.area, held.side);
  const why = held.kinds.map(kind => word("flag", kind)).join(", ");
  return make("li", {},
    make("div", { className: "words" }, make("strong", { textContent: where }), make("div", { textContent: t("lockedFor", { why, when: moment(held.at) }) }),
      ...held.may ? [] : [make("div", { className: "faint", textContent: t("notBefore", { when: moment(held.notBefore) }) })]),
    ...held.may ? [button(t("clear"), () => act(() => call("POST", `desk/people/${encodeURIComponent(one)}/unlock`, { area: held.area, ...held.side ? { side: held.side } : {} })), { "aria-label": t("clearOf", { place: where }) })] : []);
}

function line(session) {
  const seconds = Math.round(session.counted);
  const state = session.open ? t("sessionOpen", { seconds }) : session.settled ? t("sessionSettled", { seconds }) : t("sessionUnsettled", { seconds });
  return `${moment(session.granted)} · ${session.room} · ${place(session.area, session.side)} · ${state}`;
}

let problem = failed => { throw failed; };

async function act(what) {
  try {
    await what();
    await showPerson(one);
    problem(null);
  } catch (failed) {
    problem(failed);
  }
}

// For a field that knows no time zone: as the clocks here go.
export function local(text) {
  const when = new Date(text);
  return new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

// A file to keep: what the clinic said, as it said it.
async function download(what, name) {
  const text = JSON.stringify(await call("GET", `admin/people/${encodeURIComponent(one)}/${what}`), null, 2);
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

// Two presses: it cannot be taken back.
async function remove(gone) {
  const press = $("person-delete");
  if (!press.dataset.sure) {
    press.dataset.sure = "1";
    say(press, t("sureDelete"));
    return;
  }
  await call("DELETE", `admin/people/${encodeURIComponent(one)}`);
  gone();
}

export function wire(onProblem, gone) {
  problem = onProblem;
  const tried = what => what().then(() => problem(null), problem);
  $("person-export").onclick = () => tried(() => download("export", `${one}.json`));
  $("person-fhir").onclick = () => tried(() => download("fhir", `${one}.fhir.json`));
  $("person-delete").onclick = () => tried(() => remove(gone));
  const path = what => `desk/people/${encodeURIComponent(one)}/${what}`;
  $("person-name-form").onsubmit = event => { event.preventDefault(); act(() => call("PUT", path("name"), { name: $("person-name").value.trim() })); };
  $("person-forget").onclick = () => act(() => call("DELETE", path("name")));
  $("person-due-form").onsubmit = event => { event.preventDefault(); act(() => call("PUT", path("due"), { at: new Date($("person-due").value).toISOString() })); };
  $("person-no-due").onclick = () => act(() => call("DELETE", path("due")));
}
