// The socket: states and events in, presses out. Beats are answered where they arrive, as timers of a hidden tab stand still.
import { call, token } from "./api.js";
import { language } from "./texts.js";

const Silence = 3000;
const Retry = 500;
const StopPatience = 300;
const StopTries = 10;

export class Live {
  #socket = null;
  #heard = Date.now();
  #opened = 0;
  #number = 0;
  #replies = new Map();
  #closed = false;

  constructor(handlers) {
    this.handlers = handlers;
    setInterval(() => this.#look(), 250);
    this.#open();
  }

  input(kind, value, session) {
    return this.#ask({ type: "input", kind, ...(value === undefined ? {} : { value }), ...(session ? { session } : {}) });
  }

  testStop() {
    return this.#ask({ type: "stop", test: true });
  }

  // Over the socket at once; and by requests of their own where that is not answered in time, until one is.
  stop() {
    const asked = this.#ask({ type: "stop" });
    const late = new Promise(done => setTimeout(done, StopPatience, "late"));
    Promise.race([asked.catch(() => "late"), late]).then(result => result === "late" && this.#stopByRequest(StopTries));
  }

  async #stopByRequest(left) {
    try {
      await call("POST", "stop");
    } catch {
      if (left > 0)
        setTimeout(() => this.#stopByRequest(left - 1), Retry);
    }
  }

  restart() {
    this.#socket?.close();
  }

  close() {
    this.#closed = true;
    this.#socket?.close();
  }

  #ask(message) {
    const id = ++this.#number;
    if (this.#socket?.readyState !== WebSocket.OPEN)
      return Promise.reject(new Error("closed"));
    this.#socket.send(JSON.stringify({ ...message, id }));
    return new Promise((done, fail) => this.#replies.set(id, { done, fail }));
  }

  #open() {
    if (this.#closed)
      return;
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/live?lang=${language}`, ["massager", token]);
    this.#socket = socket;
    this.#opened = Date.now();
    socket.onmessage = event => this.#socket === socket && this.#take(socket, event.data);
    socket.onclose = () => this.#lose(socket);
  }

  // Whoever waits for a reply over this socket is told that none will come.
  #lose(socket) {
    if (this.#socket !== socket)
      return;
    this.#socket = null;
    for (const { fail } of this.#replies.values())
      fail(new Error("closed"));
    this.#replies.clear();
    setTimeout(() => this.#open(), Retry);
  }

  #take(socket, text) {
    this.#heard = Date.now();
    this.handlers.online();
    const message = JSON.parse(text);
    if (message.type === "beat")
      socket.send('{"type":"beat"}');
    else if (message.type === "reply") {
      this.#replies.get(message.id)?.done(message);
      this.#replies.delete(message.id);
    } else
      this.handlers[message.type]?.(message);
  }

  #look() {
    if (this.#closed || Date.now() - this.#heard <= Silence)
      return;
    this.handlers.offline();
    // A network that is lost closes nothing: without this the page would stay on a dead socket for minutes.
    const silent = this.#socket;
    if (silent && Date.now() - this.#opened > Silence) {
      this.#lose(silent);
      silent.close();
    }
  }
}
