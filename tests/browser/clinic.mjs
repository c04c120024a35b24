// A real clinic in memory, with rooms and people in it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import path from "node:path";

const program = process.env.MASSAGER_CLINIC_PROGRAM || path.resolve(import.meta.dirname, "../../src/MassagerControl.Clinic/bin/Debug/net10.0/massager-clinic");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

export class Clinic {
  #tokens = {};

  static async start() {
    const clinic = new Clinic();
    clinic.process = spawn(program, ["--development", "--any-id", "--port", "0", "--silo-port", String(await freePort())], { stdio: ["ignore", "pipe", "ignore"] });
    const said = createInterface(clinic.process.stdout);
    let code = null;
    for await (const line of said) {
      clinic.url ??= /answers at (\S+)/.exec(line)?.[1];
      code ??= /first admin.*: (\S+)$/.exec(line)?.[1];
      if (line === "ready")
        break;
    }
    clinic.admin = (await clinic.call(null, "POST", "enrol", { code })).token;
    return clinic;
  }

  async call(token, method, what, body) {
    const answer = await fetch(`${this.url}/api/${what}`, {
      method,
      headers: { "massager-protocol": "1", ...token ? { authorization: `Bearer ${token}` } : {} },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    // The number of a STOP is larger than a number here can be.
    const result = JSON.parse((await answer.text()).replace(/"number":(\d{15,})/, '"number":"$1"'));
    if (!answer.ok)
      throw new Error(`${what}: ${answer.status} ${JSON.stringify(result)}`);
    return result;
  }

  async code(role, name) {
    return (await this.call(this.admin, "POST", "admin/codes", { role, name })).code;
  }

  async tokenOf(room) {
    return this.#tokens[room] ??= (await this.call(null, "POST", "enrol", { code: await this.code("room", room) })).token;
  }

  async report(room, state = {}) {
    return this.call(await this.tokenOf(room), "POST", "room/state", { phase: "idle", level: 0, levels: 1, cap: 0, offConfirmed: true, ...state });
  }

  // As a room does; ends with the STOP that came.
  async stops(room, after = 0) {
    return this.call(await this.tokenOf(room), "GET", `room/stops?after=${after}`);
  }

  async audit() {
    const all = [];
    for (;;) {
      const { entries } = await this.call(this.admin, "GET", `admin/audit?after=${all.at(-1)?.seq ?? 0}`);
      if (entries.length === 0)
        return all;
      all.push(...entries);
    }
  }

  async end() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGTERM");
      await ended;
    }
  }
}

// A session in a room, at its height.
export const Busy = { session: "s1", phase: "holding", level: 2, levels: 4, cap: 50, capReason: "you rated 8", battery: 80, link: "connected", rating: 6, offConfirmed: true };

export async function signIn(opened, clinic, role, name) {
  await opened.goto(clinic.url);
  await opened.fill("#code", await clinic.code(role, name));
  await opened.click("#sign-in-form button");
  await opened.waitForSelector("#desk:not([hidden])");
}
