// A server of the other protocol that does nothing but answer.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => process.send(server.address().port));
const device = { DeviceIndex: 0, DeviceName: "none", DeviceFeatures: { 0: { FeatureDescriptor: "", FeatureIndex: 0, Input: {}, Output: { Vibrate: { Value: [0, 20] } } } } };
const answers = {
  RequestServerInfo: id => ({ ServerInfo: { Id: id, ServerName: "answers", MaxPingTime: 0, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } }),
  RequestDeviceList: id => ({ DeviceList: { Id: id, Devices: { 0: device } } }),
};
server.on("connection", socket => socket.on("message", data => socket.send(JSON.stringify(JSON.parse(String(data)).map(message => {
  const [kind, body] = Object.entries(message)[0];
  return answers[kind]?.(body.Id) ?? { Ok: { Id: body.Id } };
})))));
