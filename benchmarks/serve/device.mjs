// A massager on a Unix socket, as the one of massager simulate is: acknowledges every frame at once, and knows when its motor was told to be off.
import net from "node:net";

const Look = 1, Connect = 2, Read = 3, Write = 4, Subscribe = 5, Advertisement = 101, Linked = 102, Answer = 103, Notification = 104;
const uuid = text => Buffer.from(text.replaceAll("-", ""), "hex");
const short = text => uuid(`0000${text}-0000-1000-8000-00805f9b34fb`);
const service = uuid("5304fd32-e897-47f0-8788-0bd14878b567");
// Of the profile sim-percussion-gun: control (write with and without answer), status (notify), battery level (read, notify).
const characteristics = Buffer.concat([
  service, uuid("b11359d0-f347-4fd8-a20d-7d07011e8739"), Buffer.from([6]),
  service, uuid("e2340939-7560-411b-8330-b3b9ef084ea2"), Buffer.from([8]),
  short("180f"), short("2a19"), Buffer.from([9]),
]);
const advertisement = Buffer.concat([Buffer.from("sim-percussion-gun\0SIM Percussion Gun\0"), Buffer.from([0, 0, 0])]);

export class Device {
  #waiting = [];
  level = 0;

  constructor(path) {
    this.path = path;
    this.server = net.createServer(socket => this.#serve(socket)).listen(path);
  }

  // When its motor runs, and when it was told to be off.
  runs() {
    return this.level > 0 ? null : new Promise(done => this.#waiting.push({ fits: level => level > 0, done }));
  }

  off() {
    return new Promise(done => this.#waiting.push({ fits: level => level === 0, done }));
  }

  close() {
    this.server.close();
  }

  #serve(socket) {
    let left = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", data => {
      left = Buffer.concat([left, data]);
      while (left.length >= 4 && left.length >= 4 + left.readUInt32LE()) {
        const length = 4 + left.readUInt32LE();
        this.#take(socket, left.subarray(0, length));
        left = left.subarray(length);
      }
    });
  }

  #take(socket, message) {
    const [kind, id, place, data] = [message[4], message.readUInt32LE(5), message[9], message.subarray(11)];
    if (kind === Look)
      send(socket, Advertisement, 0, 0, advertisement);
    else if (kind === Connect)
      send(socket, Linked, 0, 0, characteristics);
    else if (kind === Read)
      send(socket, Answer, id, 0, Buffer.from([90]));
    else if (kind === Subscribe)
      send(socket, Answer, id, 0);
    else if (kind === Write)
      this.#write(socket, id, data);
  }

  #write(socket, id, frame) {
    const at = performance.now();
    const before = this.level;
    this.level = frame[1] === 1 ? frame[2] : frame[1] === 0 ? 0 : this.level;
    if (id)
      send(socket, Answer, id, 0);
    const status = [0x5b, 1, this.level > 0 ? 1 : 0, this.level];
    send(socket, Notification, 0, 1, Buffer.from([...status, status.reduce((all, one) => all ^ one)]));
    if (this.level !== before)
      this.#waiting = this.#waiting.filter(wait => !(wait.fits(this.level) && (wait.done(at), true)));
  }
}

function send(socket, kind, id, place, data = Buffer.alloc(0)) {
  const head = Buffer.alloc(11);
  head.writeUInt32LE(7 + data.length, 0);
  [head[4], head[9]] = [kind, place];
  head.writeUInt32LE(id, 5);
  socket.write(Buffer.concat([head, data]));
}
