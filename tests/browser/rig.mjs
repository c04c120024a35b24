// A real service in a process of its own, a real Chromium, and phones in it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");
export const program = process.env.MASSAGER_PROGRAM || path.join(root, "src/MassagerControl.App/bin/Debug/net10.0/massager");
const artifacts = path.join(import.meta.dirname, "artifacts");
// The machine may stand still for seconds.
export const Patience = 60_000;

let browser = null;

export async function open() {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  return browser;
}

export async function close() {
  await browser?.close();
  browser = null;
}

export class Service {
  #codes = [];
  #waiting = [];

  // With sessions of before: each is the arguments of a run on the simulator.
  static async start(more = [], before = []) {
    const service = new Service();
    service.folder = await mkdtemp(path.join(os.tmpdir(), "massager-browser-"));
    for (const run of before)
      execFileSync(program, ["run", "--speed", "max", "--data", path.join(service.folder, "data"), ...run], { stdio: "ignore" });
    await mkdir(path.join(service.folder, "run"));
    const env = { ...process.env, XDG_RUNTIME_DIR: path.join(service.folder, "run"), XDG_CONFIG_HOME: service.folder };
    service.process = spawn(program, ["serve", "--json", "--port", "0", "--data", path.join(service.folder, "data"), ...more], { stdio: ["ignore", "pipe", "ignore"], env });
    createInterface(service.process.stdout).on("line", line => service.#take(JSON.parse(line)));
    const first = await service.nextCode();
    service.url = first.url;
    service.#codes.unshift(first);
    return service;
  }

  // The code that the host shows now; it is used up by whoever asks.
  nextCode() {
    return this.#codes.length ? Promise.resolve(this.#codes.shift()) : new Promise(done => this.#waiting.push(done));
  }

  #take(shown) {
    const waits = this.#waiting.shift();
    waits ? waits(shown) : this.#codes.push(shown);
  }

  kill() {
    this.process.kill("SIGKILL");
  }

  async end() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

// A phone that is paired, with its page, the events that its socket brought, and what the console said.
export async function phone(service, name, options = {}) {
  const { url, code } = await service.nextCode();
  const opened = await page(options);
  await opened.goto(`${url}${options.query ?? ""}#code=${code}`);
  await opened.fill("#name", name);
  await opened.click("#pair-form button");
  await opened.waitForSelector("#place:not([hidden])");
  return opened;
}

// A browser of its own in a group of processes of its own, which can be frozen as a whole. Throttles hidden pages as a person's browser does.
export async function ownBrowser(executablePath = process.env.CHROMIUM || "/usr/bin/chromium") {
  const tamed = ["--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"];
  const server = await chromium.launchServer({ executablePath, args: ["--no-sandbox"], ignoreDefaultArgs: tamed });
  const opened = await chromium.connect(server.wsEndpoint());
  const signal = name => process.kill(-server.process().pid, name);
  return { browser: opened, freeze: () => signal("SIGSTOP"), thaw: () => signal("SIGCONT"), end: () => { signal("SIGCONT"); return server.kill(); } };
}

export async function page(options = {}) {
  const context = await (options.browser ?? await open()).newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-GB", ...options.context });
  context.setDefaultTimeout(Patience);
  await context.tracing.start({ screenshots: true, snapshots: true });
  const opened = await context.newPage();
  opened.said = [];
  opened.events = [];
  opened.heard = [];
  opened.on("console", message => opened.said.push(message.text()));
  opened.on("pageerror", error => opened.said.push(`page error: ${error.message}`));
  opened.on("websocket", socket => socket.on("framereceived", frame => {
    const text = String(frame.payload);
    if (text.startsWith('{"type":"event"'))
      take(opened, JSON.parse(text).event);
  }));
  return opened;
}

function take(opened, event) {
  opened.events.push(event);
  opened.heard.push({ at: performance.now(), event });
}

// From the place to a session that runs.
export async function begin(opened, place = "upper-trapezius", tap = selector => opened.click(selector)) {
  await toSetup(opened, place, tap);
  await tap("#stop-test");
  await opened.waitForSelector("#start:not([disabled])");
  await tap("#start");
  await opened.waitForSelector("#session:not([hidden])");
}

export async function toSetup(opened, place = "upper-trapezius", tap = selector => opened.click(selector)) {
  await toCheck(opened, place, tap);
  await answer(opened, tap);
  await tap("#all-programs summary");
  await tap("#programs [data-program=compression]");
  await opened.waitForSelector("#setup:not([hidden])");
}

// From the place to the questions, whatever is suggested.
export async function toCheck(opened, place = "upper-trapezius", tap = selector => opened.click(selector)) {
  await tap(`#areas [data-area=${place}]`);
  await opened.waitForSelector("#offer:not([hidden])");
  await tap("#offer-all");
  await opened.waitForSelector("#check:not([hidden])");
}

// The check-in of somebody whom nothing ails.
export async function answer(opened, tap = selector => opened.click(selector)) {
  await opened.waitForSelector("#check:not([hidden]), #program:not([hidden]), #setup:not([hidden])");
  while (await opened.isVisible("#check")) {
    const part = await opened.textContent("#check-page");
    await tap(await opened.locator("[data-move=none]").count() ? "[data-move=none]" : await opened.locator("[data-move='rating:5']").count() ? "[data-move='rating:5']"
      : await opened.locator("[data-move=no]").count() ? "[data-move=no]" : "[data-move=go-on]");
    await opened.waitForFunction(before => document.getElementById("check-page").textContent !== before || document.getElementById("check").hidden, part);
  }
}

// Keeps what a person needs who looks for the fault.
export async function keep(name, pages) {
  await mkdir(artifacts, { recursive: true });
  for (const [number, opened] of pages.entries()) {
    const file = path.join(artifacts, `${name.replace(/\W+/g, "-")}-${number}`);
    await opened.screenshot({ path: `${file}.png` }).catch(() => {});
    await opened.context().tracing.stop({ path: `${file}.zip` }).catch(() => {});
    await writeFile(`${file}.txt`, opened.said.join("\n"));
  }
}
