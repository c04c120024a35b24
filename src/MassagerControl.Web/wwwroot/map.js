// The body, drawn from behind and from the front: where each area lies, from the middle line outwards. Positions are of this drawing alone.
const Outline = "M150 10c-18 0-28 14-28 32 0 14 6 24 12 30-4 8-14 12-34 18-24 7-34 20-38 46l-12 100c-1 10 14 12 17 3l16-72 5 60c2 24-6 40-8 64l-2 69h144l-2-69c-2-24-10-40-8-64l5-60 16 72c3 9 18 7 17-3l-12-100c-4-26-14-39-38-46-20-6-30-10-34-18 6-6 12-16 12-30 0-18-10-32-28-32z";
const Views = {
  back: {
    line: "M150 84v236",
    spots: {
      "upper-trapezius": [52, 92], "between-blades": [20, 140], "blade-edge": [30, 165], "under-blade": [38, 190], "over-blade": [58, 150],
      "lower-ribs": [56, 228], "beside-spine": [16, 205], "lower-back": [18, 262], "above-waist": [56, 258],
      head: [0, 30], neck: [0, 78], spine: [0, 180],
    },
  },
  front: {
    line: "M150 245v1",
    spots: { eyes: [9, 36], face: [0, 54], chest: [0, 130], armpit: [62, 132], abdomen: [0, 205], genitals: [0, 290] },
  },
};
const Namespace = "http://www.w3.org/2000/svg";

// `areas` with what is told of each: `closed(area, side)` says why it is not open, or null; `choose(area, side)` takes one that is, `tell(area, side)` any other.
export function draw(view, areas, chosen, { closed, choose, tell }, labels) {
  const { line, spots } = Views[view];
  const svg = make("svg", { viewBox: "0 0 300 360", role: "group", "aria-label": labels.name, "data-view": view });
  svg.append(make("path", { class: "body", d: Outline }), make("path", { class: "body", d: line }));
  // Seen from behind, left is left; from the front it is right.
  const [first, second] = view === "back" ? [labels.left, labels.right] : [labels.right, labels.left];
  for (const [text, x, anchor] of [[first, 6, "start"], [second, 294, "end"]]) {
    const label = make("text", { x, y: 20, "text-anchor": anchor });
    label.textContent = text;
    svg.append(label);
  }
  for (const area of areas.filter(one => spots[one.id])) {
    const [out, down] = spots[area.id];
    for (const side of out === 0 ? [null] : ["left", "right"]) {
      const away = (side === "left") === (view === "back") ? -out : out;
      svg.append(closed(area, side) ? cross(area, 150 + away, down, () => tell(area, side)) : spot(area, side, 150 + away, down, chosen(area, side), () => choose(area, side)));
    }
  }
  return svg;
}

// The list below the drawing is for keyboards and screen readers.
function spot(area, side, x, y, isChosen, act) {
  const circle = make("circle", { class: "spot", cx: x, cy: y, r: 11, "data-area": area.id, "data-side": side, "aria-hidden": true, "aria-pressed": isChosen });
  circle.addEventListener("click", act);
  return circle;
}

// One that is locked, struck through; it can be asked why.
function cross(area, x, y, act) {
  const group = make("g", { class: "closed", "data-closed": area.id, "aria-hidden": true });
  group.append(make("circle", { cx: x, cy: y, r: 9 }), make("path", { d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10` }));
  group.addEventListener("click", act);
  return group;
}

function make(name, attributes) {
  const element = document.createElementNS(Namespace, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, value);
  return element;
}
