// Starts two builds of the service by turns; see start. Milliseconds.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const programs = process.argv.slice(2, 4);
const seen = programs.map(() => []);

async function start(program) {
  const data = await mkdtemp(path.join(os.tmpdir(), "serve-start-"));
  const began = performance.now();
  const service = spawn(program, ["serve", "--json", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
  const line = (await createInterface(service.stdout)[Symbol.asyncIterator]().next()).value;
  await (await fetch(`${JSON.parse(line).url}healthz`)).text();
  const took = performance.now() - began;
  service.kill("SIGTERM");
  await once(service, "exit");
  await rm(data, { recursive: true });
  return took;
}

for (let i = 0; i < Number(process.argv[4]); i++)
  for (const [which, program] of programs.entries())
    seen[which].push(await start(program));
const medians = seen.map((times, which) => {
  const sorted = times.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  console.log(`${path.relative(".", programs[which])}: n ${sorted.length}, median ${median.toFixed(0)}, from ${sorted[0].toFixed(0)} to ${sorted.at(-1).toFixed(0)}`);
  return median;
});
console.log(`ratio ${(medians[0] / medians[1]).toFixed(2)}`);
