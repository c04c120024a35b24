// From a stop of the buttplug client until the motor of its test device is off, over the embedded connector; in microseconds.
const rounds = Number(process.argv[2]);
const { ButtplugClient, ButtplugEmbeddedClientConnector, ButtplugServer } = require("buttplug");
const { TestDeviceSubtypeManager } = require("buttplug/dist/main/src/test/TestDeviceSubtypeManager");

async function main() {
  const devices = new TestDeviceSubtypeManager();
  const server = new ButtplugServer("benchmark", 0);
  server.AddDeviceManager(devices);
  const connector = new ButtplugEmbeddedClientConnector();
  connector.Server = server;
  const client = new ButtplugClient("benchmark");
  await client.Connect(connector);
  const found = new Promise((resolve) => client.once("deviceadded", resolve));
  await client.StartScanning();
  const device = await found;

  let off = 0n;
  devices.VibrationProtocol.on("vibrate", (speed) => { if (speed === 0) off = process.hrtime.bigint(); });
  const lines = [];
  for (let round = 0; round < rounds; round++) {
    await device.SendVibrateCmd(0.5);
    off = 0n;
    const began = process.hrtime.bigint();
    await device.SendStopDeviceCmd();
    if (off === 0n) throw new Error("the motor was not turned off");
    lines.push(Number(off - began) / 1000);
  }
  const first = lines[0];
  lines.sort((one, other) => one - other);
  const at = (percent) => lines[Math.ceil(percent / 100 * lines.length) - 1].toFixed(1);
  console.log(`microseconds: first ${first.toFixed(1)} median ${at(50)} p99 ${at(99)}`);
  process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
