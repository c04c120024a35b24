// Charts of the history, drawn by uPlot (see uplot/LICENSE.txt). Each carries its mark, and each has a table beside it: here nothing is told that is not told there.
import uPlot from "./uplot/uPlot.esm.js";
import { locale } from "./texts.js";

const Height = 220;
const Day = 86400;
const Paper = { text: "#000000", faint: "#333333", grid: "#bbbbbb", press: "#000000", ease: "#000000", line: "#666666", ground: "#ffffff" };
const drawn = new Set();

// On paper the colours are those of paper, whatever the screen has.
let paper = false;
addEventListener("beforeprint", () => redraw(true));
addEventListener("afterprint", () => redraw(false));
matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => redraw(paper));

function redraw(onPaper) {
  paper = onPaper;
  for (const chart of drawn)
    chart.make();
}

export function forget() {
  for (const chart of drawn)
    chart.end();
  drawn.clear();
}

// How much it hurt before and after, session by session, with the band in which a change does not count.
export function pain(place, points, words, mark) {
  const at = points.map(point => point.at);
  const before = points.map(point => point.before);
  return chart(place, words, mark, colours => ({
    scales: { x: { range: (_, low, high) => [low - Day, high + Day] }, y: { range: () => [0.5, 10.5] } },
    axes: [days(colours), values(colours, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
    series: [
      {},
      { stroke: "transparent", points: { show: false }, spanGaps: true },
      { stroke: "transparent", points: { show: false }, spanGaps: true },
      { stroke: colours.text, width: 1, dash: [6, 4], spanGaps: true, points: { show: true, size: 10, fill: colours.ground, stroke: colours.text, width: 2 } },
      { stroke: colours.ease, width: 2, spanGaps: true, points: { show: true, size: 9, fill: colours.ease, stroke: colours.ease } },
    ],
    bands: [{ series: [2, 1], fill: `${colours.line}55` }],
  }), [at, before.map(value => value === null ? null : value - 2), before.map(value => value === null ? null : value + 2), before, points.map(point => point.after)]);
}

// Seconds of press, a bar a day.
export function dose(place, points, words, mark) {
  return chart(place, words, mark, colours => ({
    scales: { x: { range: (_, low, high) => [low - Day, high + Day] }, y: { range: (_, low, high) => [0, Math.max(60, high) * 1.3] } },
    axes: [days(colours), values(colours)],
    series: [{}, { stroke: colours.press, fill: `${colours.press}aa`, paths: uPlot.paths.bars({ size: [0.6, 24, 3] }), points: { show: false } }],
  }), [points.map(point => point.at), points.map(point => point.seconds)]);
}

// One session over its time: the motor and what the ratings allow in percent, the ratings on their own scale.
export function strip(place, session, words, mark) {
  const at = [...new Set([...session.level, ...session.cap, ...session.ratings].map(point => point.at)), session.seconds].sort((one, other) => one - other);
  return chart(place, words, mark, colours => ({
    scales: { x: { time: false, range: () => [0, Math.max(1, session.seconds)] }, y: { range: () => [0, 105] }, rating: { range: () => [0, 10.5] } },
    axes: [
      { ...axis(colours), values: (_, splits) => splits.map(value => `${value} s`) },
      { ...values(colours, [0, 25, 50, 75, 100]), values: (_, splits) => splits.map(value => `${value} %`), size: 52 },
      { ...values(colours, [2, 4, 6, 8, 10]), scale: "rating", side: 1, grid: { show: false } },
    ],
    series: [
      {},
      { stroke: colours.press, width: 2, fill: `${colours.press}33`, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
      { stroke: colours.text, width: 1.5, dash: [6, 4], paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
      { scale: "rating", stroke: "transparent", paths: () => null, points: { show: true, size: 9, fill: colours.ease, stroke: colours.ease } },
    ],
  }), [at, held(session.level, at), held(session.cap, at), at.map(moment => session.ratings.find(point => point.at === moment)?.value ?? null)]);
}

// The value at each moment: the last one that was told.
function held(points, at) {
  return at.map(moment => points.findLast(point => point.at <= moment)?.value ?? null);
}

function chart(place, words, mark, options, data) {
  place.className = "chart";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", [mark, words].filter(Boolean).join(": "));
  const self = {
    plot: null,
    make() {
      self.plot?.destroy();
      const colours = ours();
      self.plot = new uPlot({ width: Math.max(200, place.clientWidth), height: Height, legend: { show: false }, cursor: { show: false }, ...options(colours), hooks: { draw: [plot => write(plot, mark, colours)] } }, data, place);
    },
    end() {
      watch.disconnect();
      self.plot?.destroy();
    },
  };
  const watch = new ResizeObserver(() => self.plot && place.clientWidth > 0 && self.plot.width !== place.clientWidth && self.plot.setSize({ width: place.clientWidth, height: Height }));
  self.make();
  watch.observe(place);
  drawn.add(self);
  return self;
}

// In the picture itself, so that it goes where the picture goes.
function write(plot, mark, colours) {
  if (!mark)
    return;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `700 ${16 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.fillStyle = colours.text;
  ctx.textAlign = "right";
  ctx.textBaseline = "top";
  ctx.fillText(mark, bbox.left + bbox.width - 4 * devicePixelRatio, bbox.top + 2 * devicePixelRatio);
  ctx.restore();
}

function axis(colours) {
  return { stroke: colours.faint, grid: { stroke: colours.grid, width: 1 }, ticks: { stroke: colours.grid, width: 1 } };
}

function days(colours) {
  return { ...axis(colours), space: 64, incrs: [1, 2, 7, 14, 28, 91, 182, 364].map(count => count * Day), values: (_, splits) => splits.map(value => new Date(value * 1000).toLocaleDateString(locale(), { day: "numeric", month: "short" })) };
}

function values(colours, splits) {
  return { ...axis(colours), size: 44, ...(splits ? { splits: () => splits } : {}) };
}

function ours() {
  if (paper)
    return Paper;
  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(`--${name}`).trim();
  return { text: of("text"), faint: of("faint"), grid: `${of("line")}66`, press: of("press"), ease: of("ease"), line: of("line"), ground: of("ground") };
}
