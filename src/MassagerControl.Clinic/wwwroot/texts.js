// The page's own words, and moments as somebody in this language writes them.
const Tags = ["en", "de"];
let words = {};
export let language = "en";

export async function load(wanted) {
  const asked = [wanted, localStorage.getItem("language"), ...navigator.languages.map(one => one.split("-")[0])];
  language = asked.find(one => Tags.includes(one)) ?? "en";
  localStorage.setItem("language", language);
  words = await (await fetch(`/texts.${language}.json`)).json();
  document.documentElement.lang = language;
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]"))
    element.textContent = t(element.dataset.t);
}

// The language that a press on its button brings.
export const other = () => ({ tag: Tags.find(one => one !== language), name: t("otherLanguage") });

export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined)
    throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A word of the clinic's; one that a newer version has is shown as it came.
export const word = (kind, value) => words[`${kind}.${value}`] ?? value;

const locale = () => navigator.language.startsWith(language) ? navigator.language : language;

export const moment = text => new Date(text).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });

export const time = text => new Date(text).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const place = (area, side) => area ? [word("area", area), ...side ? [word("side", side)] : []].join(", ") : "";
