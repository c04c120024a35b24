// The page's own words. What the host says comes in the same language, by ?lang=.
let words = {};
let languages = {};
export let language = "en";

// For dates and numbers: as the browser's own region writes them, where that is of the language.
export const locale = () => navigator.language.startsWith(language) ? navigator.language : language;

// Each file texts.*.json is a language; the host lists them with their own names.
export async function load(wanted) {
  languages = await (await fetch("/languages.json")).json();
  const asked = [wanted, localStorage.getItem("language"), ...navigator.languages.map(one => one.split("-")[0])];
  language = asked.find(one => languages[one]) ?? "en";
  localStorage.setItem("language", language);
  words = await (await fetch(`/texts.${language}.json`)).json();
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]"))
    element.textContent = t(element.dataset.t);
}

// The language that a press on its button brings.
export function otherLanguage() {
  const tags = Object.keys(languages);
  const tag = tags[(tags.indexOf(language) + 1) % tags.length];
  return { tag, name: languages[tag] };
}

export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined)
    throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
