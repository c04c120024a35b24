using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MassagerControl.Core;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Diagnosis;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Diagnosis;

/// <summary>Versions, the folder for locks, and the units of systemd.</summary>
internal static class SystemFindings
{
    /// <summary>What <c>packaging/</c> brings.</summary>
    public static readonly ImmutableArray<string> Units = ["massager.service", "massager-left.service"];

    public static ImmutableArray<Finding> Versions() =>
    [
        Finding.Good("massager", $"{Version(typeof(SystemFindings).Assembly)}, {(RuntimeFeature.IsDynamicCodeSupported ? RuntimeInformation.FrameworkDescription : $"native, {RuntimeInformation.FrameworkDescription}")}"),
        Finding.Good("system", $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}, {RuntimeInformation.ProcessArchitecture}"),
        Finding.Good("d-bus", $"{BlueZRadio.DBusLibrary.Name} {BlueZRadio.DBusLibrary.Version?.ToString(3)}"),
    ];

    /// <param name="variable">Gives a variable of the environment, or null.</param>
    public static Finding Locks(Func<string, string?> variable) => RuntimeFolder.PathOf(variable) is var place && !Path.Exists(place)
        ? Finding.Good("locks", $"{place}, made when it is needed")
        : Of(RuntimeFolder.Of(variable));

    /// <param name="folders">Where systemd looks for units.</param>
    public static Finding InstalledUnits(IEnumerable<string> folders)
    {
        var found = folders.SelectMany(folder => Units.Select(unit => Path.Combine(folder, unit))).Where(File.Exists).ToArray();
        return found.Length == 0
            ? Finding.Note("units", "none is installed: nothing stops a device at login that was left running", "packaging/systemd has massager-left.service for that")
            : Finding.Good("units", Phrase.Verbatim(string.Join(", ", found)));
    }

    public static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";

    /// <param name="variable">Gives a variable of the environment, or null.</param>
    public static ImmutableArray<string> UnitFolders(Func<string, string?> variable)
    {
        var home = variable("HOME") ?? "/";
        var own = variable("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(home, ".config");
        return [Path.Combine(own, "systemd", "user"), "/etc/systemd/user", "/etc/systemd/system", "/usr/lib/systemd/user", "/usr/lib/systemd/system"];
    }

    private static Finding Of(RuntimeFolder folder) => folder switch
    {
        { Path: { } path } => Finding.Good("locks", Phrase.Verbatim(path)),
        { Error: var error } => Finding.Problem("locks", error!, "no session with a real device begins without it: give the folder back to yourself, or set XDG_RUNTIME_DIR to one of your own"),
    };
}
