// What a room may give while it cannot reach the clinic.
import { call } from "./api.js";
import { $, button, make, say } from "./dom.js";
import { local } from "./people.js";
import { moment, t } from "./texts.js";

let room = null;
const path = (id = "") => `desk/rooms/${encodeURIComponent(room)}/allowances${id}`;

export async function showRoom(name) {
  room = name;
  say($("room-title"), t("room", { room }));
  const { allowances } = await call("GET", path());
  $("allowance-list").replaceChildren(...allowances.map(item));
  $("allowance-until").value ||= local(Date.now() + 8 * 3_600_000);
}

function item(one) {
  const open = !one.revoked && Date.parse(one.until) > Date.now();
  const seconds = Math.round(one.seconds);
  const who = one.person ? t("ofPerson", { person: one.person }) : t("anybody");
  const end = one.revoked ? t("takenBack", { when: moment(one.revoked) }) : t("until", { when: moment(one.until) });
  return make("li", {},
    make("div", { className: "words" }, make("strong", { textContent: t("allowed", { seconds, used: Math.round(one.used) }) }), make("div", { textContent: `${who} · ${end} · ${t("givenBy", { by: one.by })}` })),
    ...open ? [button(t("takeBack"), () => act(() => call("DELETE", path(`/${encodeURIComponent(one.id)}`))))] : []);
}

let problem = failed => { throw failed; };

async function act(what) {
  try {
    await what();
    await showRoom(room);
    problem(null);
  } catch (failed) {
    problem(failed);
  }
}

export function wire(onProblem) {
  problem = onProblem;
  $("allowance-form").onsubmit = event => {
    event.preventDefault();
    const person = $("allowance-person").value.trim();
    act(async () => {
      await call("POST", path(), { ...person ? { person } : {}, seconds: Number($("allowance-seconds").value), until: new Date($("allowance-until").value).toISOString() });
      $("allowance-form").reset();
    });
  };
}
