#!/usr/bin/env bash
# npm buttplug 5.0.2: what a percentage becomes on a device that counts in whole steps.
#
# Guess:  percent(0.55) on an output of 0..100 sends 55; where a percentage lies between two steps, the lower one.
# Seen:   the product is made in floating point and rounded up. On 0..100 percent(0.55) sends 56 and percent(0.07) sends 8 (the product is
#         55.00000000000001); 0.51 on 0..20 is 11, and 0.01 on three steps is the first step, a third of the full strength.
# Meaning: a limit that is kept as a percentage and sent through this client can be passed by one step. Count in the device's own steps,
#         round down, and use value().
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund buttplug@5.0.2 ws@8.18.0 > /dev/null
cat > probe.mjs <<'JS'
import { WebSocketServer } from 'ws';
import buttplug from 'buttplug';

const vibrator = steps => ({ FeatureIndex: 0, FeatureDescription: '', Output: { Vibrate: { Value: [0, steps] } } });
const sizes = [3, 20, 100];
const sent = [];
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await new Promise(ready => server.on('listening', ready));
server.on('connection', socket => socket.on('message', text => {
  for (const message of JSON.parse(text))
    for (const [kind, { Id, ...body }] of Object.entries(message)) {
      if (kind === 'OutputCmd') sent.push(body.Command.Vibrate.Value);
      const devices = Object.fromEntries(sizes.map((steps, DeviceIndex) =>
        [DeviceIndex, { DeviceName: `${steps} steps`, DeviceIndex, DeviceMessageTimingGap: 0, DeviceFeatures: { 0: vibrator(steps) } }]));
      const answer = kind === 'RequestServerInfo' ? { ServerInfo: { Id, ServerName: 'probe', MaxPingTime: 0, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } }
        : kind === 'RequestDeviceList' ? { DeviceList: { Id, Devices: devices } } : { Ok: { Id } };
      socket.send(JSON.stringify([answer]));
    }
}));

const client = new buttplug.ButtplugClient('probe');
await client.connect(new buttplug.ButtplugNodeWebsocketClientConnector(`ws://127.0.0.1:${server.address().port}`));
const devices = [...client.devices.values()];
const asked = [[0, 0.01], [1, 0.5], [1, 0.51], [2, 0.07], [2, 0.55]];
for (const [index, percent] of asked)
  await devices[index].runOutput(buttplug.DeviceOutput.Vibrate.percent(percent));
console.log(asked.map(([index, percent], n) => `${percent} of ${sizes[index]}: ${sent[n]}`).join('\n'));
process.exit(0);
JS
node probe.mjs | tee seen
diff seen - <<'SEEN'
0.01 of 3: 1
0.5 of 20: 10
0.51 of 20: 11
0.07 of 100: 8
0.55 of 100: 56
SEEN
