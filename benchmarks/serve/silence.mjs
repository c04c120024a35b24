// Freezes, cuts off and hides phones; see silence.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import WebSocket from "ws";
import { begin, close, ownBrowser, phone, Service } from "../../tests/browser/rig.mjs";

const [rounds, minutes] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 6)];
const Most = 4;
const chromium = process.env.CHROMIUM || "/usr/bin/chromium";
const Silent = JSON.stringify({ program: "compression", area: "upper-trapezius", side: "left", person: "silent", warmUp: false });
const pause = seconds => new Promise(done => setTimeout(done, seconds * 1000));
let failed = false;

// What the host says of the device, as a second phone hears it.
async function watch(service) {
  const opened = await phone(service, "watcher");
  return {
    zero: async since => {
      while (true) {
        const found = opened.heard.find(({ at, event }) => at > since && event.type === "level" && event.level === 0);
        if (found)
          return (found.at - since) / 1000;
        await pause(0.01);
      }
    },
    why: () => opened.events.findLast(event => event.type === "phase" && event.phase === "paused")?.reason,
  };
}

const running = opened => opened.waitForFunction(() => document.getElementById("fill").style.width !== "0%" && !document.getElementById("session").hidden);

function show(name, times, why) {
  const sorted = [...times].sort((a, b) => a - b);
  failed ||= sorted.at(-1) > Most || why !== "no phone or other remote answers";
  console.log(`${name.padEnd(34)} n ${times.length}  median ${sorted[Math.floor(sorted.length / 2)].toFixed(2)} s  most ${sorted.at(-1).toFixed(2)} s  (${why})`);
}

async function frozen() {
  const [times, reasons] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const service = await Service.start();
    const [own, host] = [await ownBrowser(), await watch(service)];
    const opened = await phone(service, "frozen", { browser: own.browser, query: "?person=silent" });
    await begin(opened);
    await running(opened);
    await pause(Math.random());
    const since = performance.now();
    own.freeze();
    times.push(await host.zero(since));
    reasons.push(host.why());
    await own.end();
    await service.end();
  }
  show("a browser that is frozen", times, reasons[0]);
}

async function unplugged() {
  const ip = (...args) => execFileSync("ip", args, { stdio: "pipe" });
  const [times, reasons] = [[], []];
  ip("netns", "add", "phone");
  try {
    ip("link", "add", "to-phone", "type", "veth", "peer", "name", "to-host", "netns", "phone");
    ip("addr", "add", "198.51.100.1/24", "dev", "to-phone");
    ip("link", "set", "to-phone", "up");
    ip("-n", "phone", "addr", "add", "198.51.100.2/24", "dev", "to-host");
    ip("-n", "phone", "link", "set", "lo", "up");
    const wrapper = path.join(await mkdtemp(path.join(os.tmpdir(), "phone-")), "chromium");
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec phone ${chromium} "$@"\n`);
    await chmod(wrapper, 0o755);
    for (let round = 0; round < rounds; round++) {
      ip("-n", "phone", "link", "set", "to-host", "up");
      const service = await Service.start(["--lan", "--allow-start"]);
      const [own, host] = [await ownBrowser(wrapper), await watch(service)];
      const far = { nextCode: async () => { const { url, code } = await service.nextCode(); return { url: `http://198.51.100.1:${new URL(url).port}/`, code }; } };
      const opened = await phone(far, "unplugged", { browser: own.browser, query: "?person=silent" });
      await begin(opened);
      await running(opened);
      await pause(Math.random());
      const since = performance.now();
      ip("-n", "phone", "link", "set", "to-host", "down");
      times.push(await host.zero(since));
      reasons.push(host.why());
      await own.end();
      await service.end();
    }
  } finally {
    ip("netns", "del", "phone");
  }
  show("a phone whose network is gone", times, reasons[0]);
}

// Playwright shows every page to itself as visible; so a browser is driven here by its bare protocol.
async function hidden() {
  const service = await Service.start();
  const host = await watch(service);
  const { url, code } = await service.nextCode();
  const { token } = await (await fetch(`${url}api/pair`, { method: "POST", body: JSON.stringify({ code, name: "hidden" }) })).json();
  const profile = await mkdtemp(path.join(os.tmpdir(), "hidden-"));
  const browser = spawn(chromium, ["--headless=new", "--no-sandbox", "--remote-debugging-port=0", `--user-data-dir=${profile}`, url], { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const debug = await portOf(browser);
  const page = (await targets(debug)).find(target => target.url === url);
  while (await evaluate(page, "document.getElementById('pair')?.hidden") !== false)
    await pause(0.1);
  await evaluate(page, `localStorage.setItem("token", "${token}"); location.reload()`);
  const cover = await (await fetch(`http://127.0.0.1:${debug}/json/new?about:blank`, { method: "PUT" })).json();
  await fetch(`http://127.0.0.1:${debug}/json/activate/${cover.id}`);
  await pause(minutes * 60);
  const state = await evaluate(page, "document.visibilityState");
  const answer = await fetch(`${url}api/sessions`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: Silent });
  if (answer.status !== 201)
    throw new Error(await answer.text());
  const began = performance.now();
  const early = await Promise.race([host.zero(began + 500), pause(10)]);
  const since = performance.now();
  process.kill(-browser.pid, "SIGSTOP");
  show(`a page hidden for ${minutes} minutes`, [await host.zero(since)], host.why());
  process.kill(-browser.pid, "SIGCONT");
  process.kill(-browser.pid, "SIGKILL");
  await service.end();
  failed ||= state !== "hidden" || early !== undefined;
  console.log(`it was ${state}; ${early === undefined ? "the session went on while it was" : "IT FELL SILENT BY ITSELF"}`);
}

async function portOf(browser) {
  let said = "";
  while (true) {
    said += String((await once(browser.stderr, "data"))[0]);
    const found = said.match(/ws:\/\/127\.0\.0\.1:(\d+)\//);
    if (found)
      return found[1];
  }
}

const targets = async debug => (await fetch(`http://127.0.0.1:${debug}/json`)).json();

async function evaluate(page, expression) {
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression } }));
  const [answer] = await once(socket, "message");
  socket.close();
  return JSON.parse(String(answer)).result?.result?.value;
}

if (rounds > 0) {
  await frozen();
  await unplugged();
}
if (minutes > 0)
  await hidden();
await close();
process.exit(failed ? 1 : 0);
