// Measures STOP; see run. Times in milliseconds, all by one clock of one process.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import WebSocket from "ws";
import buttplug from "buttplug";
import { Device } from "./device.mjs";

const [program, presses, noise] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const [Phones, Sessions] = [10, 3];
const now = () => performance.now();
// 10 to 30 ms.
const held = () => new Promise(done => setTimeout(done, 10 + 20 * Math.random()));

class Phone {
  #waiting = [];

  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  static async pair(url, code, name) {
    const answer = await fetch(`${url}api/pair`, { method: "POST", body: JSON.stringify({ code, name }) });
    return new Phone(url, (await answer.json()).token);
  }

  async open() {
    this.socket = new WebSocket(`${this.url.replace("http", "ws")}api/live`, ["massager", this.token]);
    this.socket.on("message", data => this.#take(String(data)));
    await once(this.socket, "open");
  }

  // The text first: what nobody waits for is not worth reading.
  #take(text) {
    if (text === '{"type":"beat"}')
      return this.socket.send(text);
    const at = now();
    this.#waiting = this.#waiting.filter(wait => !(text.startsWith(wait.begins) && wait.fits(JSON.parse(text)) && (wait.done(at), true)));
  }

  sees(begins, fits) {
    return new Promise(done => this.#waiting.push({ begins, fits, done }));
  }

  async start(device) {
    const answer = await fetch(`${this.url}api/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ program: "compression", device, area: "upper-trapezius", side: "left", warmUp: false, person: "silent" }),
    });
    const body = await answer.json();
    if (answer.status !== 201)
      throw new Error(JSON.stringify(body));
    return body.id;
  }

  // Until the device was told to be off, and until this phone has read that it is.
  async stop(session, id, device) {
    const told = this.sees(`{"type":"event","session":${session},`, message => message.event.type === "level" && message.event.level === 0);
    const off = device.off();
    const began = now();
    this.socket.send(JSON.stringify({ type: "stop", id, session }));
    return { device: (await off) - began, told: (await told) - began };
  }

  async roundTrip(id) {
    const replied = this.sees('{"type":"reply"', message => message.id === id);
    const began = now();
    this.socket.send(JSON.stringify({ type: "stop", id, test: true }));
    return (await replied) - began;
  }
}

// The other protocol's client, with a server in a process of its own, as ours is.
async function otherClient() {
  const server = fork(path.join(import.meta.dirname, "answers.mjs"));
  const [port] = await once(server, "message");
  const client = new buttplug.ButtplugClient("benchmark");
  await client.connect(new buttplug.ButtplugNodeWebsocketClientConnector(`ws://127.0.0.1:${port}`));
  const [first] = client.devices.values();
  return { stop: async () => { const began = now(); await first.stop(); return now() - began; }, close: async () => { await client.disconnect(); server.kill(); } };
}

async function run(...args) {
  const [code] = await once(spawn(program, args, { stdio: ["ignore", "ignore", "inherit"], env }), "exit");
  if (code !== 0)
    throw new Error(`${args.join(" ")}: exit code ${code}`);
}

function makeNoise(url) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
  const counts = {};
  const timer = setInterval(() => {
    for (let i = 0; i < noise / 100; i++)
      http.get(`${url}api/state`, { agent }, answer => { counts[answer.statusCode] = (counts[answer.statusCode] ?? 0) + 1; answer.resume(); }).on("error", () => {});
  }, 10);
  return () => { clearInterval(timer); agent.destroy(); return counts; };
}

function show(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  console.log(`${name.padEnd(34)} n ${sorted.length}  median ${at(0.5).toFixed(2)}  p90 ${at(0.9).toFixed(2)}  p99 ${at(0.99).toFixed(2)}  max ${sorted.at(-1).toFixed(2)}`);
  return at;
}

const data = await mkdtemp(path.join(os.tmpdir(), "serve-stop-"));
const env = { ...process.env, XDG_RUNTIME_DIR: data };
// In this process, so that one clock tells when a press leaves and when its device was told to be off.
const devices = Array.from({ length: Sessions }, (_, i) => new Device(path.join(data, `gun-${i}`)));
for (const [i, device] of devices.entries())
  await run("pair", device.path, "--radio", `socket:${device.path}`, "--name", `gun ${i}`, "--timeout", "30", "--data", data);
const service = spawn(program, ["serve", "--json", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "inherit"], env });
const lines = createInterface(service.stdout)[Symbol.asyncIterator]();
const shown = async () => JSON.parse((await lines.next()).value);
const phones = [];
for (let i = 0; i < Phones; i++) {
  const { url, code } = await shown();
  phones.push(await Phone.pair(url, code, `phone ${i}`));
}
// Those that only look live in a process of their own: this one would be busy with their messages, which no phone is.
const pressing = phones.slice(0, Sessions);
await Promise.all(pressing.map(phone => phone.open()));
const watchers = fork(path.join(import.meta.dirname, "watchers.mjs"), [phones[0].url, ...phones.slice(Sessions).map(phone => phone.token)]);
await once(watchers, "message");
const other = await otherClient();
const quiet = noise > 0 ? makeNoise(phones[0].url) : () => ({});
const [stops, told, bare, others] = [[], [], [], []];
let number = 0;
while (stops.length < presses) {
  const running = devices.map(device => device.runs());
  const sessions = await Promise.all(pressing.map((phone, i) => phone.start(`gun ${i}`)));
  await Promise.all(running);
  // All run; one after the other is stopped, and each press is measured beside the others.
  for (const [i, phone] of pressing.entries()) {
    await held();
    bare.push(await phone.roundTrip(++number));
    await held();
    const stopped = await phone.stop(sessions[i], ++number, devices[i]);
    stops.push(stopped.device);
    told.push(stopped.told);
    await held();
    others.push(await other.stop());
  }
}
const counts = quiet();
const stop = show("STOP, to level 0 at the device", stops);
show("the same, until the phone has read it", told);
const [trip, theirs] = [show("bare round trip of the same socket", bare), show("buttplug 5.0.2, device.stop()", others)];
if (noise > 0)
  console.log(`noise answered: ${JSON.stringify(counts)}`);
console.log(`p99 of STOP above the p99 of the round trip: ${(stop(0.99) - trip(0.99)).toFixed(2)} ms, above its median: ${(stop(0.99) - trip(0.5)).toFixed(2)} ms; ratio to buttplug's p99: ${(stop(0.99) / theirs(0.99)).toFixed(2)}`);
await other.close();
devices.forEach(device => device.close());
pressing.forEach(phone => phone.socket.close());
watchers.kill();
service.kill("SIGTERM");
await once(service, "exit");
await rm(data, { recursive: true });
process.exit(0);
