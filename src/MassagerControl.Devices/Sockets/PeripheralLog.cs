using System.Buffers;
using System.Text;
using System.Text.Json;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Sockets;

/// <summary>Writes what happens in a virtual peripheral as JSON Lines: <c>t</c> in seconds since it was ready, and <c>type</c>.</summary>
internal sealed class PeripheralLog(TextWriter writer)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Lock _gate = new();

    public void Ready() => Write(TimeSpan.Zero, "ready", static _ => { });

    public void Take(PeripheralEvent happened)
    {
        switch (happened)
        {
            case CentralConnected:
                Write(happened.At, "connected", static _ => { });
                break;
            case CentralDisconnected:
                Write(happened.At, "disconnected", static _ => { });
                break;
            case MotorChanged motor:
                Write(happened.At, "motor", json => json.WriteNumber("level", motor.Level.Number));
                break;
            case FrameArrived frame:
                Write(happened.At, "write", json => Frame(json, frame));
                break;
        }
    }

    private static void Frame(Utf8JsonWriter json, FrameArrived frame)
    {
        json.WriteString("endpoint", frame.Endpoint);
        json.WriteString("hex", frame.Hex);
        json.WriteBoolean("withResponse", frame.WithResponse);
        if (frame.Operation is not null)
            json.WriteString("operation", frame.Operation);
        if (frame.Problem is not null)
            json.WriteString("problem", frame.Problem);
    }

    private void Write(TimeSpan at, string type, Action<Utf8JsonWriter> members)
    {
        lock (_gate)
        {
            _line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_line))
            {
                json.WriteStartObject();
                json.WriteNumber("t", at.Ticks / (decimal)TimeSpan.TicksPerSecond);
                json.WriteString("type", type);
                members(json);
                json.WriteEndObject();
            }
            writer.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
            writer.Write('\n');
            // Whoever kills this process or the other one reads the log afterwards.
            writer.Flush();
        }
    }
}
