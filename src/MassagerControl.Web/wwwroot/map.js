// The body, drawn from behind and from the front: body-map.svg, in which every region is called after its area. The list below it is for keyboards and screen readers.
import { language, t } from "./texts.js";

const Namespace = "http://www.w3.org/2000/svg";
let drawing = null;

// As a document that the browser has read: no text becomes one here.
export async function load() {
  drawing ??= await new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.open("GET", "/body-map.svg");
    request.onload = () => request.responseXML ? done(request.responseXML) : failed(new Error(t("noHost")));
    request.onerror = () => failed(new Error(t("noHost")));
    request.send();
  });
}

// What the areas tell of each region: `closed(area, side)` says why it is not open, or null; `choose(area, side)` takes one that is, `tell(area, side)` any other.
export function draw(view, areas, chosen, { closed, choose, tell }, labels) {
  const svg = document.importNode(drawing.querySelector(`svg[data-view=${view}]`), true);
  for (const name of ["x", "y", "width", "height"])
    svg.removeAttribute(name);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", labels.name);
  sides(svg, ...(view === "back" ? [labels.left, labels.right] : [labels.right, labels.left]));
  for (const region of svg.querySelectorAll(".region")) {
    const area = areas.find(one => one.id === region.dataset.area);
    const side = region.dataset.side ?? null;
    const shut = closed(area, side) !== null;
    region.classList.add(shut ? "closed" : "open");
    region.classList.toggle("chosen", !shut && chosen(area, side));
    region.addEventListener("click", () => (shut ? tell : choose)(area, side));
    const title = document.createElementNS(Namespace, "title");
    title.textContent = area.name;
    region.prepend(title);
  }
  return svg;
}

// Shows on the drawing which place of the list is looked at.
export function point(area, side) {
  for (const region of document.querySelectorAll("#map .region"))
    region.classList.toggle("lit", region.dataset.area === area && (!region.dataset.side || region.dataset.side === side));
}

// Seen from behind, left is left; from the front it is right.
function sides(svg, first, second) {
  for (const [text, x, anchor] of [[first, 6, "start"], [second, 294, "end"]]) {
    const label = document.createElementNS(Namespace, "text");
    label.setAttribute("x", x);
    label.setAttribute("y", 22);
    label.setAttribute("text-anchor", anchor);
    label.setAttribute("lang", language);
    label.textContent = text;
    svg.append(label);
  }
}
