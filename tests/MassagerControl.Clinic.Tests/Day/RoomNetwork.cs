using System.Diagnostics;
using System.Globalization;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A network namespace for one room, with a cable to its phones and another to the clinic. It goes with the process that holds it. Needs root.</summary>
internal sealed class RoomNetwork : IDisposable
{
    private readonly Process _holder;
    private readonly string _clinicEnd;
    private readonly string _network;

    // Two of them at once, of two runs too, must not share an address.
    private RoomNetwork(Process holder) => (_holder, _clinicEnd, _network) = (
        holder, string.Create(CultureInfo.InvariantCulture, $"mc{holder.Id}"),
        string.Create(CultureInfo.InvariantCulture, $"10.{130 + (holder.Id % 100)}.{holder.Id / 100 % 250}"));

    /// <summary>Where the room's phones reach it.</summary>
    public string Room => $"{_network}.2";

    /// <summary>Where the room reaches this computer.</summary>
    public string Clinic => $"{_network}.5";

    /// <summary>What a command in it begins with.</summary>
    public string[] Enter => ["nsenter", "-t", $"{_holder.Id}", "-n", "--"];

    public static RoomNetwork Make()
    {
        var start = new ProcessStartInfo("unshare", ["--net", "sh", "-c", "ip link set lo up && echo there && exec sleep infinity"]) { RedirectStandardOutput = true };
        var holder = Process.Start(start)!;
        Assert.True(holder.StandardOutput.ReadLine() == "there", "a network namespace needs root");
        var network = new RoomNetwork(holder);
        network.Cable($"mp{holder.Id}", "phones", 1);
        network.Cable(network._clinicEnd, "clinic", 5);
        return network;
    }

    /// <summary>As a cable that is pulled: nothing comes and nothing is refused.</summary>
    public void Cut() => Run("ip", "link", "set", _clinicEnd, "down");

    public void Mend() => Run("ip", "link", "set", _clinicEnd, "up");

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }

    private void Cable(string here, string there, int first)
    {
        Run("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", $"{_holder.Id}");
        Run("ip", "address", "add", $"{_network}.{first}/30", "dev", here);
        Run("ip", "link", "set", here, "up");
        Run([.. Enter, "ip", "address", "add", $"{_network}.{first + 1}/30", "dev", there]);
        Run([.. Enter, "ip", "link", "set", there, "up"]);
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join(' ', command));
    }
}
