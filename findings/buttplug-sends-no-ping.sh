#!/usr/bin/env bash
# npm buttplug 5.0.2: what the client does about the server's MaxPingTime.
#
# Guess:  a client that is told MaxPingTime 500 ms sends a Ping in time, so that a server which enforces it stops the motors when the program
#         dies, and not before.
# Seen:   in four seconds not one Ping. A server that allows even four times as long a silence cuts the client off; only one that wants
#         no pings at all (MaxPingTime 0) keeps it.
# Meaning: this client is no dead man's switch by itself. Who relies on one sends something in time, or lets the device's own lease run out.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund buttplug@5.0.2 ws@8.18.0 > /dev/null
cat > probe.mjs <<'JS'
import { WebSocketServer } from 'ws';
import buttplug from 'buttplug';

async function run(maxPingTime) {
  const seen = { pings: 0, messages: [] };
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise(ready => server.on('listening', ready));
  server.on('connection', socket => {
    let silence;
    socket.on('message', text => {
      for (const message of JSON.parse(text))
        for (const [kind, { Id }] of Object.entries(message)) {
          seen.messages.push(kind);
          if (kind === 'Ping') seen.pings++;
          const answer = kind === 'RequestServerInfo' ? { ServerInfo: { Id, ServerName: 'probe', MaxPingTime: maxPingTime, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } }
            : kind === 'RequestDeviceList' ? { DeviceList: { Id, Devices: {} } } : { Ok: { Id } };
          socket.send(JSON.stringify([answer]));
        }
      clearTimeout(silence);
      if (maxPingTime > 0) silence = setTimeout(() => socket.close(), maxPingTime * 4);
    });
  });
  const client = new buttplug.ButtplugClient('probe');
  let lost = false;
  client.on('disconnect', () => { lost = true; });
  await client.connect(new buttplug.ButtplugNodeWebsocketClientConnector(`ws://127.0.0.1:${server.address().port}`));
  await new Promise(later => setTimeout(later, 4000));
  console.log(`MaxPingTime ${maxPingTime}: ${seen.messages.join(', ')}; ${seen.pings} pings; ${lost ? 'cut off' : 'still connected'}`);
}

await run(500);
await run(0);
process.exit(0);
JS
node probe.mjs | tee seen
diff seen - <<'SEEN'
MaxPingTime 500: RequestServerInfo, RequestDeviceList; 0 pings; cut off
MaxPingTime 0: RequestServerInfo, RequestDeviceList; 0 pings; still connected
SEEN
