// The back, drawn: where each area lies, from the middle line outwards. Positions are of this drawing alone.
const Spots = {
  "upper-trapezius": [52, 92], "between-blades": [20, 140], "blade-edge": [30, 165], "under-blade": [38, 190], "over-blade": [58, 150],
  "lower-ribs": [56, 228], "beside-spine": [16, 205], "lower-back": [18, 262], "above-waist": [56, 258],
};
const Namespace = "http://www.w3.org/2000/svg";

export function draw(areas, chosen, side, choose, labels) {
  const svg = make("svg", { viewBox: "0 0 300 360", role: "group", "aria-label": labels.back });
  svg.append(
    make("path", { class: "body", d: "M150 10c-18 0-28 14-28 32 0 14 6 24 12 30-4 8-14 12-34 18-24 7-34 20-38 46l-12 100c-1 10 14 12 17 3l16-72 5 60c2 24-6 40-8 64l-2 69h144l-2-69c-2-24-10-40-8-64l5-60 16 72c3 9 18 7 17-3l-12-100c-4-26-14-39-38-46-20-6-30-10-34-18 6-6 12-16 12-30 0-18-10-32-28-32z" }),
    make("path", { class: "body", d: "M150 84v236" }));
  for (const [text, x, anchor] of [[labels.left, 6, "start"], [labels.right, 294, "end"]]) {
    const label = make("text", { x, y: 20, "text-anchor": anchor });
    label.textContent = text;
    svg.append(label);
  }
  for (const area of areas.filter(one => Spots[one.id]))
    for (const where of ["left", "right"])
      svg.append(spot(area, where, area.id === chosen && where === side, choose));
  return svg;
}

// Seen from behind, left is left. The list below the drawing is for keyboards and screen readers.
function spot(area, where, isChosen, choose) {
  const [out, down] = Spots[area.id];
  const circle = make("circle", { class: "spot", cx: 150 + (where === "left" ? -out : out), cy: down, r: 11, "data-area": area.id, "data-side": where, "aria-hidden": true, "aria-pressed": isChosen });
  circle.addEventListener("click", () => choose(area, where));
  return circle;
}

function make(name, attributes) {
  const element = document.createElementNS(Namespace, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, value);
  return element;
}
