using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MassagerControl.Devices.Simulation;

/// <summary>Writes what happens in a virtual peripheral as JSON Lines: <c>t</c> in seconds since it was ready, and <c>type</c>.</summary>
/// <remarks>Each line is flushed at once: whoever kills the process reads it afterwards. Members may be called from any thread.</remarks>
/// <param name="writer">Stays open; what it throws goes to the caller.</param>
public sealed class PeripheralLog(TextWriter writer)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Lock _gate = new();

    /// <summary>Writes that centrals can connect from now on; the time is 0.</summary>
    public void Ready() => Write(TimeSpan.Zero, "ready", static _ => { });

    /// <summary>Writes a line for a central that comes or goes, a write and a change of the motor; of faults it writes nothing.</summary>
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
            writer.Flush();
        }
    }
}
