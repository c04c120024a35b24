#!/usr/bin/env bash
# npm buttplug 5.0.2: what device.stop() asks the server for.
#
# Guess:  it stops what moves; a subscription to the battery or to a button goes on.
# Seen:   one StopCmd with Outputs true and Inputs true: the server is asked to end the sensor subscriptions too, unless the caller says so.
# Meaning: after a stop the device's button and battery are silent until they are subscribed to again. A program that takes the device's own
#         button for a stop must not stop so, or must subscribe again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund buttplug@5.0.2 ws@8.18.0 > /dev/null
cat > probe.mjs <<'JS'
import { WebSocketServer } from 'ws';
import buttplug from 'buttplug';

const features = {
  0: { FeatureIndex: 0, FeatureDescription: '', Output: { Vibrate: { Value: [0, 3] } } },
  1: { FeatureIndex: 1, FeatureDescription: '', Input: { Button: { Value: [[0, 1]], Command: ['Subscribe'] } } },
};
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await new Promise(ready => server.on('listening', ready));
server.on('connection', socket => socket.on('message', text => {
  for (const message of JSON.parse(text))
    for (const [kind, { Id, ...body }] of Object.entries(message)) {
      if (kind === 'StopCmd') console.log(kind, JSON.stringify(body));
      const answer = kind === 'RequestServerInfo' ? { ServerInfo: { Id, ServerName: 'probe', MaxPingTime: 0, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } }
        : kind === 'RequestDeviceList' ? { DeviceList: { Id, Devices: { 0: { DeviceName: 'probe', DeviceIndex: 0, DeviceMessageTimingGap: 0, DeviceFeatures: features } } } }
        : { Ok: { Id } };
      socket.send(JSON.stringify([answer]));
    }
}));
const client = new buttplug.ButtplugClient('probe');
await client.connect(new buttplug.ButtplugNodeWebsocketClientConnector(`ws://127.0.0.1:${server.address().port}`));
await [...client.devices.values()][0].stop();
process.exit(0);
JS
node probe.mjs | tee seen
diff seen - <<'SEEN'
StopCmd {"DeviceIndex":0,"Inputs":true,"Outputs":true}
SEEN
