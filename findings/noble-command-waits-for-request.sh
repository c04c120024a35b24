#!/usr/bin/env bash
# npm @stoprocent/noble 2.8.0 (its own Bluetooth host for Linux, lib/hci-socket): a write command while a request is unanswered, and one that is
# longer than the link takes. Needs Node.js; the radio is a stream in the same process.
#
# Guess:  a write without response needs no answer, so it leaves at once, also while a request waits for its answer; data longer than the
#         link's MTU allows is refused, or split, whichever way it is written.
# Seen:   commands and requests share one queue: the command leaves only after the request's answer has come. A request of 30 bytes over
#         an MTU of 23 is split into prepared writes; a command of 30 bytes leaves whole, as a packet of 33 bytes that the link does not allow,
#         and is reported as written.
# Meaning: a stop that is a write command is stuck behind a device that does not answer, though the protocol lets it pass; and a long command
#         can vanish while the program was told that it is done.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @stoprocent/noble@2.8.0 > /dev/null
cat > probe.js <<'JS'
const { EventEmitter } = require('events');
const Gatt = require('@stoprocent/noble/lib/hci-socket/gatt');

class Stream extends EventEmitter {
  sent = [];
  write(channel, packet) { this.sent.push(packet); }
  answer(hex) { this.emit('data', 4, Buffer.from(hex, 'hex')); }
}
const kinds = { 0x12: 'request', 0x52: 'command', 0x16: 'prepared write', 0x18: 'execute' };
const shown = stream => stream.sent.map(packet => `${kinds[packet[0]]} of ${packet.length} bytes`).join(', ');

function linked() {
  const stream = new Stream();
  const gatt = new Gatt('c0:ff:ee:00:00:01', stream);
  gatt.addService({ uuid: 'fff0', startHandle: 1, endHandle: 9 });
  gatt.addCharacteristics('fff0', [{ uuid: 'fff1', startHandle: 2, valueHandle: 3, endHandle: 4 }]);
  return { stream, gatt };
}

const { stream, gatt } = linked();
gatt.write('fff0', 'fff1', Buffer.from('5a0102', 'hex'), false);
gatt.write('fff0', 'fff1', Buffer.from('5a00', 'hex'), true);
console.log('request unanswered:', shown(stream));
stream.answer('13');
console.log('request answered:', shown(stream));

const long = linked();
let written = 0;
long.gatt.on('write', () => written++);
long.gatt.write('fff0', 'fff1', Buffer.alloc(30), true);
console.log(`30 bytes as a command: ${shown(long.stream)}; told as written: ${written === 1}`);
const split = linked();
split.gatt.write('fff0', 'fff1', Buffer.alloc(30), false);
console.log('30 bytes as a request begin with:', shown(split.stream));
JS
node probe.js | tee seen
diff seen - <<'SEEN'
request unanswered: request of 6 bytes
request answered: request of 6 bytes, command of 5 bytes
30 bytes as a command: command of 33 bytes; told as written: true
30 bytes as a request begin with: prepared write of 23 bytes
SEEN
