using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Devices.Sockets;

namespace MassagerControl.Runtime.Reach;

/// <summary>The radios that this program knows, in the order in which help names them.</summary>
public sealed record RadioKinds(ImmutableArray<RadioKind> All)
{
    public const string Simulator = "sim";
    public const string Socket = "socket";

    /// <summary>The radios that need no hardware.</summary>
    public static RadioKinds Simulated { get; } = new(
    [
        new(Simulator, Simulator, Simulated: true, OpenSimulator),
        new(Socket, "socket:PATH", Simulated: true, OpenSocket) { Argument = RadioArgument.Required, Complete = Path.GetFullPath, Problem = SocketProblem },
    ]);

    /// <summary>For help: how each is written.</summary>
    public string Forms => string.Join(", ", All.Select(kind => kind.Form));

    /// <summary>The radio that is meant when nobody names one.</summary>
    public RadioChoice UsualChoice => new(All.FirstOrDefault(kind => kind.IsNative) ?? All.First(kind => kind.Name == Simulator), null);

    /// <summary>Reads <c>NAME</c> or <c>NAME:ARGUMENT</c>.</summary>
    /// <returns>The choice, or why it is none.</returns>
    public (RadioChoice? Choice, Phrase? Error) Read(string text)
    {
        var (name, argument) = text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, null);
        if (All.FirstOrDefault(kind => kind.Name == name) is not { } kind)
            return (null, $"there is no radio '{text}'; there are {Forms}");
        var fits = kind.Argument switch
        {
            RadioArgument.None => argument is null,
            RadioArgument.Optional => argument is null or { Length: > 0 },
            RadioArgument.Required => argument is { Length: > 0 },
        };
        return fits ? (new(kind, argument is null ? null : kind.Complete(argument)), null) : (null, $"'{text}' is no radio: write {kind.Form}");
    }

    /// <summary>Every shipped profile as a practice device.</summary>
    private static OpenRadio OpenSimulator(RadioRequest request)
    {
        SimulatedPeripheral[] peripherals = [.. request.Profiles.ReadAll()
            .Select(entry => entry.Reading.Value).OfType<DeviceProfile>()
            .Select(profile => new SimulatedPeripheral(profile, new SimulatedPeripheralOptions(), request.Time))];
        return new(new SimulatedRadio(peripherals), new Owned(peripherals));
    }

    private static Phrase? SocketProblem(string path)
    {
        if (Directory.Exists(path))
            return FileErrorText.FolderProblem(path);
        return Path.Exists(path) ? null : FileErrorText.Problem(path) ?? "there is neither a socket nor a folder of them";
    }

    private static OpenRadio OpenSocket(RadioRequest request)
    {
        var path = request.Argument!;
        return new(Directory.Exists(path) ? new SocketFolderRadio(path, request.Time) : new SocketRadio(path));
    }

    private sealed class Owned(SimulatedPeripheral[] peripherals) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            foreach (var peripheral in peripherals)
                peripheral.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
