using System.Reflection;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Intensity).Assembly;
    private static readonly Assembly Devices = typeof(IRadio).Assembly;

    [Fact]
    public void The_core_uses_the_base_class_library_only() =>
        Assert.All(Core.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void The_core_knows_no_bytes_files_sockets_or_consoles()
    {
        string[] foreign = ["System.Text.Json", "System.Console", "System.Net.Sockets", "System.Net.Http", "System.IO.Pipes", "System.Diagnostics.Process"];

        Assert.Empty(Core.GetReferencedAssemblies().Select(reference => reference.Name).Intersect(foreign));
    }

    [Fact]
    public void Devices_know_the_core_and_not_the_app()
    {
        var ours = Devices.GetReferencedAssemblies().Select(reference => reference.Name).Where(name => name!.StartsWith("MassagerControl", StringComparison.Ordinal) || name == "massager");

        Assert.Equal(["MassagerControl.Core"], ours);
    }

    [Fact]
    public void Devices_do_not_know_the_session_machine()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Devices"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Simulation", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Assert.All(files, file => Assert.DoesNotContain("MassagerControl.Core.Sessions", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void The_port_of_a_massager_stays_small() =>
        Assert.True(typeof(IMassager).GetMembers().Count(member => member is not MethodInfo { IsSpecialName: true }) <= 8);
}
