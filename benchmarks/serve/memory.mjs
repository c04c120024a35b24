// Watches the memory of the service; see memory. All figures in MB of resident memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import os from "node:os";
import path from "node:path";
import WebSocket from "ws";

const [program, hours, minutes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const AtOnce = 10;
const MostGrowth = 1.15;
const data = await mkdtemp(path.join(os.tmpdir(), "serve-memory-"));
const service = spawn(program, ["serve", "--json", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
const { url, code } = JSON.parse((await createInterface(service.stdout)[Symbol.asyncIterator]().next()).value);
const { token } = await (await fetch(`${url}api/pair`, { method: "POST", body: JSON.stringify({ code, name: "memory" }) })).json();
const waiting = new Map();
const outcomes = {};
let virtual = 0;
const socket = new WebSocket(`${url.replace("http", "ws")}api/live`, ["massager", token]);
socket.on("message", data => take(String(data)));
await once(socket, "open");

function take(text) {
  if (text === '{"type":"beat"}')
    socket.send(text);
  else if (text.startsWith('{"type":"event"') && text.includes('"type":"session-ended"')) {
    const { session, event } = JSON.parse(text);
    outcomes[event.outcome] = (outcomes[event.outcome] ?? 0) + 1;
    virtual += event.t;
    (waiting.get(session) ?? (() => waiting.set(session, true)))();
  }
}

async function session(speed, seed) {
  const body = { program: "compression", device: "sim:sim-percussion-gun", area: "upper-trapezius", side: "left", person: "steady", speed, seed };
  const answer = await fetch(`${url}api/sessions`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
  if (answer.status !== 201)
    throw new Error(await answer.text());
  const { id } = await answer.json();
  if (waiting.get(id) !== true)
    await new Promise(done => waiting.set(id, done));
  waiting.delete(id);
}

const resident = async () => Number((await readFile(`/proc/${service.pid}/status`, "utf8")).match(/VmRSS:\s+(\d+)/)[1]) / 1024;

function judge(name, seen) {
  const quarter = (from, to) => { const part = seen.slice(Math.floor(seen.length * from), Math.ceil(seen.length * to)).sort((a, b) => a - b); return part[Math.floor(part.length / 2)]; };
  const [second, last] = [quarter(0.25, 0.5), quarter(0.75, 1)];
  console.log(`${name}: n ${seen.length}, first ${seen[0].toFixed(1)}, median of the second quarter ${second.toFixed(1)}, of the last ${last.toFixed(1)}, most ${Math.max(...seen).toFixed(1)}, ratio ${(last / second).toFixed(3)}; ${JSON.stringify(outcomes)}`);
  return last / second <= MostGrowth;
}

let flat = true;
if (hours > 0) {
  const seen = [];
  for (let seed = 1; virtual < hours * 3600; seed++) {
    await session("max", seed);
    seen.push(await resident());
  }
  flat = judge(`${(virtual / 3600).toFixed(1)} virtual hours back to back`, seen) && flat;
}
if (minutes > 0) {
  for (const key of Object.keys(outcomes))
    delete outcomes[key];
  const seen = [];
  const end = Date.now() + minutes * 60_000;
  const timer = setInterval(async () => seen.push(await resident()), Math.max(1000, minutes * 100));
  await Promise.all(Array.from({ length: AtOnce }, async (_, i) => {
    for (let seed = i * 1000; Date.now() < end; seed++)
      await session(1, seed);
  }));
  clearInterval(timer);
  flat = judge(`${minutes} minutes, ${AtOnce} sessions at once`, seen) && flat;
}
socket.close();
service.kill("SIGTERM");
await once(service, "exit");
await rm(data, { recursive: true });
process.exit(flat ? 0 : 1);
