// What a person says of a session of the past, when they like: tags and a few words. Nobody is asked.
import { call } from "./api.js";
import { button, text } from "./screens.js";
import { t } from "./texts.js";

let known = null;

// In words, for the table; a word of one's own as it is.
export async function tagNames() {
  known = await call("GET", "tags");
  return Object.fromEntries(known.map(tag => [tag.id, tag.name]));
}

export function noteForm(one, saved) {
  const form = document.createElement("form");
  form.className = "note";
  form.append(text("h3", t("noteTitle")));
  const boxes = known.map(tag => box(tag, one.tags.includes(tag.id)));
  for (const group of ["trigger", "knot"])
    form.append(set(t(`note-${group}`), boxes.filter(made => made.tag.group === group).map(made => made.label)));
  const own = field(t("noteOwn"), document.createElement("input"), one.tags.filter(id => known.every(tag => tag.id !== id)).join(", "));
  const words = field(t("noteWords"), document.createElement("textarea"), one.note ?? "");
  words.input.maxLength = 500;
  const said = text("p", "");
  said.setAttribute("role", "status");
  const save = button(t("noteSave"), "", () => {}, { "data-note": one.id });
  save.type = "submit";
  form.append(own.label, words.label, save, said);
  form.onsubmit = async event => {
    event.preventDefault();
    const tags = [...boxes.filter(made => made.input.checked).map(made => made.tag.id), ...own.input.value.split(",").map(word => word.trim()).filter(Boolean)];
    try {
      Object.assign(one, await call("POST", `history/${one.id}/note`, { tags, note: words.input.value }));
      said.textContent = t("noteKept");
      saved(one);
    } catch (problem) {
      said.textContent = problem.message;
    }
  };
  return form;
}

function box(tag, checked) {
  const [label, input] = [text("label", "", "tick"), document.createElement("input")];
  Object.assign(input, { type: "checkbox", checked, value: tag.id });
  label.append(input, text("span", tag.name));
  return { tag, label, input };
}

function set(legend, labels) {
  const fields = document.createElement("fieldset");
  fields.append(text("legend", legend), ...labels);
  return fields;
}

function field(name, input, value) {
  const label = document.createElement("label");
  label.append(text("span", name), input);
  input.value = value;
  return { label, input };
}
