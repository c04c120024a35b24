// The page's own words. What the host says comes in the same language, by ?lang=.
let words = {};
export let language = localStorage.getItem("language") ?? (navigator.language.startsWith("de") ? "de" : "en");

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
