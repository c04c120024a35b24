"use strict";
(() => {
  const out = document.getElementById("roles");
  const status = document.getElementById("status");
  const hex = text => text.replaceAll(" ", "");

  // Bytes beside each other with one role are one number, except where nothing is claimed.
  const corrections = group => {
    const selects = [...group.querySelectorAll("select")];
    const said = [];
    for (let at = 0; at < selects.length; at++) {
      const role = selects[at].value;
      const joins = role !== "constant" && role !== "unknown";
      let last = at;
      while (last + 1 < selects.length && selects[last + 1].value === role && (joins || changed(selects[last + 1]) === changed(selects[at])))
        last++;
      if (selects.slice(at, last + 1).some(changed)) {
        const begins = hex(group.dataset.begins).slice(0, 2 * at);
        const length = group.dataset.length ? `*${group.dataset.length}` : "";
        said.push(`${group.dataset.place}/${begins}${length}@${at}${last > at ? `-${last}` : ""}=${role}`);
      }
      at = last;
    }
    return said;
  };
  const changed = select => select.value !== select.dataset.was;

  const show = () => {
    const all = [...document.querySelectorAll("details[data-place]")].flatMap(corrections);
    out.value = all.length === 0 ? out.dataset.none : `massager learn FILE ${all.map(role => `--role '${role}'`).join(" ")}`;
    status.textContent = "";
  };

  document.addEventListener("change", event => {
    if (!event.target.matches("select[data-was]"))
      return;
    event.target.classList.toggle("changed", changed(event.target));
    show();
  });

  document.getElementById("copy").addEventListener("click", async () => {
    out.focus();
    out.select();
    try {
      await navigator.clipboard.writeText(out.value);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.yourself;
    }
  });

  // A browser may bring back what was chosen before the page was loaded anew.
  document.querySelectorAll("select[data-was]").forEach(select => { select.value = select.dataset.was; });
  show();
})();
