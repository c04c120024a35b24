// The page's own words. What the host says comes in the same language, by ?lang=.
let words = {};
export let language = localStorage.getItem("language") ?? (navigator.language.startsWith("de") ? "de" : "en");

// For dates and numbers: as the browser's own region writes them, where that is of the language.
export const locale = () => navigator.language.startsWith(language) ? navigator.language : language;

export async function load(wanted = language) {
  language = wanted;
  localStorage.setItem("language", wanted);
  words = await (await fetch(`/texts.${wanted}.json`)).json();
  document.documentElement.lang = wanted;
  for (const element of document.querySelectorAll("[data-t]"))
    element.textContent = t(element.dataset.t);
}

export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined)
    throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
