// The page of a capture, from a file, in a real Chromium: no network, keys alone, light and dark, and a correction becomes a command.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { open, close, program } from "./rig.mjs";

const axe = readFileSync(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const folder = await mkdtemp(path.join(os.tmpdir(), "massager-capture-"));

after(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

// A btsnoop file of H4 packets: one link, commands to one handle and notifications from another.
const capture = async (name, values) => {
  const records = values.map(([at, sent, value]) => {
    const [opcode, handle] = sent ? [0x52, 0x10] : [0x1b, 0x12];
    const att = Buffer.from([opcode, handle, 0, ...Buffer.from(value, "hex")]);
    const packet = Buffer.concat([Buffer.from([2, 0x40, 0x20, att.length + 4, 0, att.length, 0, 4, 0]), att]);
    const head = Buffer.alloc(24);
    head.writeUInt32BE(packet.length, 0);
    head.writeUInt32BE(packet.length, 4);
    head.writeUInt32BE(sent ? 0 : 1, 8);
    head.writeBigUInt64BE(0x00E03AB44A676000n + BigInt(Math.round(at * 1e6)), 16);
    return Buffer.concat([head, packet]);
  });
  const file = path.join(folder, name);
  await writeFile(file, Buffer.concat([Buffer.from("btsnoop\0"), Buffer.from([0, 0, 0, 1, 0, 0, 3, 0xea]), ...records]));
  return file;
};

const frame = level => { const bytes = [0x5a, 1, level]; return Buffer.from([...bytes, bytes.reduce((a, b) => a ^ b)]).toString("hex"); };
const file = await capture("one.btsnoop", [[0, false, "5b0000"], [1, true, frame(1)], [1.1, false, "5b0101"], [4, true, frame(2)], [4.1, false, "5b0102"], [7, true, frame(3)], [9, true, "5a005a"], [9.1, false, "5b0000"]]);
const marks = path.join(folder, "marks.txt");
await writeFile(marks, "0.9 level 1\n3.9 level 2\n6.9 level 3\n8.9 stop\n<img src=x onerror=alert(1)>\n".replace("<img", "9.5 <img"));

// None that is there is overwritten.
let pages = 0;

const page = async (language, options = {}) => {
  const out = path.join(folder, `${++pages}.html`);
  execFileSync(program, ["captures", "page", file, out, "--marks", marks, "--lang", language], { stdio: "ignore" });
  const context = await (await open()).newContext(options);
  const tab = await context.newPage();
  const asked = [];
  const wrong = [];
  tab.on("request", request => asked.push(request.url()));
  tab.on("console", message => message.type() === "error" && wrong.push(message.text()));
  tab.on("pageerror", error => wrong.push(String(error)));
  await tab.goto(pathToFileURL(out).href);
  return { tab, context, asked, wrong };
};

for (const language of ["en", "de"])
  for (const colorScheme of ["light", "dark"])
    for (const width of [320, 1280])
      test(`${language}, ${colorScheme}, ${width}: no fault of accessibility, no network, nothing too wide`, async () => {
        const { tab, context, asked, wrong } = await page(language, { colorScheme, viewport: { width, height: 800 } });
        await tab.locator("details").evaluateAll(all => all.forEach(one => { one.open = true; }));
        assert.deepEqual(asked.filter(url => !url.startsWith("file:")), []);
        assert.equal(asked.length, 1);
        assert.deepEqual(wrong, []);
        assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        assert.equal(await tab.locator("html").getAttribute("lang"), language);
        // The page lets no script in; the one of the test comes over the debugger, which the policy does not see.
        await tab.evaluate(axe);
        const found = await tab.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
        assert.deepEqual(found.violations.map(one => [one.id, one.nodes.length]), []);
        if (process.env.MASSAGER_PICTURES)
          await tab.screenshot({ path: path.join(process.env.MASSAGER_PICTURES, `capture-${language}-${colorScheme}-${width}.png`), fullPage: true });
        await context.close();
      });

test("keys alone correct a byte, and the command that learns again is written", async () => {
  const { tab, context, wrong } = await page("en");
  const out = tab.locator("#roles");
  assert.equal(await out.inputValue(), "Nothing is corrected yet.");
  await tab.locator("details[data-place='0x0010'][data-length='4'] summary").first().focus();
  await tab.keyboard.press("Enter");
  const select = tab.locator("details[data-place='0x0010'][data-length='4']").first().locator("select").nth(2);
  await select.focus();
  const before = await select.inputValue();
  await tab.keyboard.type(before === "counter" ? "battery" : "counter");
  await tab.keyboard.press("Tab");
  const command = await out.inputValue();
  assert.match(command, /^massager learn FILE --role '0x0010\/5A01\*4@2=(counter|battery)'$/);
  // What the page writes the program takes.
  const role = command.match(/'(.*)'/)[1];
  assert.match(execFileSync(program, ["captures", "show", file, "--role", role], { encoding: "utf8" }), /5A 01/);
  await select.selectOption(before);
  assert.equal(await out.inputValue(), "Nothing is corrected yet.");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("what a stranger wrote is text", async () => {
  const { tab, context } = await page("en");
  assert.equal(await tab.locator("img").count(), 0);
  assert.match(await tab.locator("tr.mark").last().innerText(), /<img src=x/);
  await context.close();
});

test("a hundred thousand values are a small page that says what it leaves out", async () => {
  const many = [];
  for (let i = 0; i < 100_000; i++)
    many.push([i / 100, i % 2 === 0, Buffer.from([0x5a, i & 0xff, (i >> 8) & 0xff, i % 7, 1, 2, 3, 4]).toString("hex")]);
  const big = await capture("big.btsnoop", many);
  const out = path.join(folder, "big.html");
  execFileSync(program, ["captures", "page", big, out], { stdio: "ignore" });
  const size = readFileSync(out).length;
  assert.ok(size < 5_000_000, `${size} bytes`);
  assert.match(readFileSync(out, "utf8"), /Left out: [1-9]/);
});
