// Small parts of the page, made without any text that is read as markup.
export const $ = id => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in element)
      element[name] = value;
    else
      element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const button = (text, press, properties = {}) => make("button", { type: "button", textContent: text, onclick: press, ...properties });

// Changes nothing that is right already: a screen reader would say it again.
export function say(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

// A list whose items stay, each with its focus, while what they say changes.
export function list(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  for (const item of items) {
    const key = String(keyOf(item));
    const element = old.get(key) ?? Object.assign(create(item), { hidden: false });
    element.dataset.key = key;
    old.delete(key);
    update?.(element, item);
    if (parent.children[items.indexOf(item)] !== element)
      parent.insertBefore(element, parent.children[items.indexOf(item)] ?? null);
  }
  for (const gone of old.values())
    gone.remove();
}
