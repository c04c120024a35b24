// Who is let in, and what was done.
import { call } from "./api.js";
import { $, button, make, say } from "./dom.js";
import { moment, t } from "./texts.js";

let problem = failed => { throw failed; };
let last = 0;

export async function showKeys() {
  const { keys } = await call("GET", "admin/keys");
  const open = keys.filter(key => !key.revoked);
  $("key-list").replaceChildren(...open.map(key => make("li", {},
    make("div", { className: "words" }, make("strong", { textContent: key.name }), make("div", { className: "faint", textContent: `${t(`role-${key.role}`)} · ${t("since", { when: moment(key.since) })}` })),
    shutOut(key))));
}

// Two presses: it cannot be taken back.
function shutOut(key) {
  const press = button(t("shutOut"), async () => {
    if (!press.dataset.sure) {
      press.dataset.sure = "1";
      say(press, t("sure"));
      return;
    }
    try {
      await call("DELETE", `admin/keys/${encodeURIComponent(key.id)}`);
      await showKeys();
      problem(null);
    } catch (failed) {
      problem(failed);
    }
  }, { "aria-label": t("shutOutOf", { name: key.name }) });
  return press;
}

export async function showAudit(more = false) {
  if (!more) {
    last = 0;
    $("audit-list").replaceChildren();
  }
  const { entries } = await call("GET", `admin/audit?after=${last}`);
  last = entries.at(-1)?.seq ?? last;
  $("audit-more").hidden = entries.length === 0;
  const row = entry => make("tr", {}, ...[entry.seq, moment(entry.at), entry.actor, entry.act, entry.subject, entry.detail].map(text => make("td", { textContent: String(text) })));
  $("audit-list").append(...entries.map(row));
}

async function check() {
  const found = await call("GET", "admin/audit/check");
  say($("audit-said"), found.whole ? t("auditWhole", { seq: found.seq, hash: found.hash }) : t("auditBroken", { seq: found.broken }));
}

export function wire(onProblem) {
  problem = onProblem;
  const tried = what => what().then(() => problem(null), problem);
  $("invite").onsubmit = event => {
    event.preventDefault();
    tried(async () => {
      const [role, name] = [$("invite-role").value, $("invite-name").value.trim()];
      // The code of before is somebody else's.
      say($("invited"), "");
      say($("invited-how"), "");
      const { code, fingerprint } = await call("POST", "admin/codes", { role, name });
      say($("invited"), t("codeIs", { code }));
      say($("invited-how"), role === "room"
        ? t("codeOfRoom", { name, command: `massager clinic join ${location.origin}/ --code ${code}${fingerprint ? ` --fingerprint ${fingerprint}` : ""}` })
        : t("codeOfPerson", { name, role: t(`role-${role}`), address: `${location.origin}/` }));
      $("invite-name").value = "";
    });
  };
  $("audit-check").onclick = () => tried(check);
  $("audit-more").onclick = () => tried(() => showAudit(true));
}
