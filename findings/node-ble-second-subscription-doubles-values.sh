#!/usr/bin/env bash
# npm node-ble 1.13.0 on org.bluez' interfaces: subscribing again after a reconnect, two characteristics of one UUID, and the plain write.
# Needs Node.js and dbus-daemon; org.bluez is played on a private bus by dbus-next 0.10.2.
#
# Guess:  startNotifications() a second time on the same object (a program does it after a reconnect) changes nothing; of two characteristics
#         with one UUID the first is found, or both; writeValue(bytes) is an ordinary write request.
# Seen:   after the second startNotifications() every value is emitted twice, after the third three times. Of two characteristics with one UUID
#         only the last is reachable, without a word. writeValue(bytes) asks for a *reliable* write (prepare and execute).
# Meaning: a toggle or a counter fed by the events counts double after each reconnect; a device whose first characteristic of a UUID is the one
#         to write to cannot be driven; a device that knows no prepared writes refuses the plain call: name the type in every write.
set -euo pipefail
dir=$(mktemp -d)
bus=
trap 'kill $bus 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
cat > bus.conf <<X
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path=$dir/bus</listen><policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>
X
dbus-daemon --config-file=bus.conf --nofork 2> /dev/null &
bus=$!
for _ in $(seq 100); do [ -S bus ] && break; sleep 0.1; done
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts node-ble@1.13.0 dbus-next@0.10.2 > /dev/null
cat > probe.js <<'JS'
const dbus = require('dbus-next');
const { createBluetooth } = require('node-ble');
const { Interface, ACCESS_READ } = dbus.interface;
const log = [];

class Adapter extends Interface { constructor() { super('org.bluez.Adapter1'); } get Powered() { return true; } }
Adapter.configureMembers({ properties: { Powered: { signature: 'b', access: ACCESS_READ } } });

class Agents extends Interface { constructor() { super('org.bluez.AgentManager1'); } RegisterAgent() {} }
Agents.configureMembers({ methods: { RegisterAgent: { inSignature: 'os', outSignature: '' } } });

class Device extends Interface { constructor() { super('org.bluez.Device1'); } get ServicesResolved() { return true; } }
Device.configureMembers({ properties: { ServicesResolved: { signature: 'b', access: ACCESS_READ } } });

class Service extends Interface { constructor() { super('org.bluez.GattService1'); } get UUID() { return 'fff0'; } }
Service.configureMembers({ properties: { UUID: { signature: 's', access: ACCESS_READ } } });

class Characteristic extends Interface {
  constructor(uuid, name) { super('org.bluez.GattCharacteristic1'); this.uuid = uuid; this.name = name; this.value = Buffer.alloc(0); }
  get UUID() { return this.uuid; }
  get Value() { return this.value; }
  WriteValue(bytes, options) { log.push(`${this.name} ${options.type.value}`); }
  StartNotify() {}
  tell(value) { this.value = Buffer.from([value]); Interface.emitPropertiesChanged(this, { Value: this.value }, []); }
}
Characteristic.configureMembers({
  properties: { UUID: { signature: 's', access: ACCESS_READ }, Value: { signature: 'ay', access: ACCESS_READ } },
  methods: { WriteValue: { inSignature: 'aya{sv}', outSignature: '' }, StartNotify: { inSignature: '', outSignature: '' } },
});

(async () => {
  const service = dbus.systemBus();
  const base = '/org/bluez/hci0';
  const place = `${base}/dev_C0_FF_EE_00_00_01`;
  const notifying = new Characteristic('fff2', 'status');
  service.export('/org/bluez', new Agents());
  service.export(base, new Adapter());
  service.export(place, new Device());
  service.export(`${place}/service0010`, new Service());
  service.export(`${place}/service0010/char0011`, new Characteristic('fff1', 'first'));
  service.export(`${place}/service0010/char0014`, new Characteristic('fff1', 'second'));
  service.export(`${place}/service0010/char0017`, notifying);
  await service.requestName('org.bluez');

  const { bluetooth } = createBluetooth();
  const adapter = await bluetooth.getAdapter('hci0');
  const device = await adapter.getDevice('C0:FF:EE:00:00:01');
  const gatt = await (await device.gatt()).getPrimaryService('fff0');
  console.log('found:', (await gatt.characteristics()).join(' '));
  await (await gatt.getCharacteristic('fff1')).writeValue(Buffer.from([1]));
  console.log('plain write arrives at:', log.join());

  const status = await gatt.getCharacteristic('fff2');
  let values = [];
  status.on('valuechanged', value => values.push(value[0]));
  for (let times = 1; times <= 3; times++) {
    await status.startNotifications();
    values = [];
    notifying.tell(times);
    await status.isNotifying().catch(() => {});
    console.log(`subscribed ${times} times, told ${times} once, heard: ${values.join(' ')}`);
  }
  process.exit(0);
})();
JS
DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/bus" timeout 60 node probe.js | tee seen
diff seen - <<'SEEN'
found: fff1 fff2
plain write arrives at: second reliable
subscribed 1 times, told 1 once, heard: 1
subscribed 2 times, told 2 once, heard: 2 2
subscribed 3 times, told 3 once, heard: 3 3 3
SEEN
