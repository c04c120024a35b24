// Phones that only look: they take every message and answer each beat.
import { once } from "node:events";
import WebSocket from "ws";

const [url, ...tokens] = process.argv.slice(2);
const sockets = tokens.map(token => new WebSocket(`${url.replace("http", "ws")}api/live`, ["massager", token]));
for (const socket of sockets)
  socket.on("message", data => String(data) === '{"type":"beat"}' && socket.send(String(data)));
await Promise.all(sockets.map(socket => once(socket, "open")));
process.send("open");
