using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MassagerControl.Clinic;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Architecture;

public sealed partial class ArchitectureTests
{
    private const string DBusLibrary = "Tmds.DBus.Protocol";

    private static readonly Assembly Core = typeof(Intensity).Assembly;
    private static readonly Assembly Devices = typeof(IRadio).Assembly;
    private static readonly Assembly BlueZ = typeof(BlueZRadio).Assembly;
    private static readonly Assembly Runtime = typeof(SessionHost).Assembly;

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
    public void Devices_use_the_core_and_the_base_class_library_only() => Assert.Equal(["MassagerControl.Core"], BeyondTheBaseClassLibrary(Devices));

    [Fact]
    public void The_radio_of_BlueZ_knows_the_devices_and_its_D_Bus_library_and_not_the_app() =>
        Assert.Equal(["MassagerControl.Core", "MassagerControl.Devices", DBusLibrary], BeyondTheBaseClassLibrary(BlueZ));

    /// <summary>So that a service, a page and a command line can share it.</summary>
    [Fact]
    public void The_runtime_knows_no_radio_of_its_own_no_host_no_command_line_and_no_console()
    {
        Assert.Equal(
            ["MassagerControl.Core", "MassagerControl.Devices", "Microsoft.Data.Sqlite", "Stateless"],
            BeyondTheBaseClassLibrary(Runtime).Where(name => !name.StartsWith("SQLitePCL", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Runtime"), "*.cs", SearchOption.AllDirectories).Where(file => !IsBuilt(file));
        Assert.Equal([], files.Where(file => File.ReadAllText(file).Contains("ExitCode.", StringComparison.Ordinal)));
    }

    /// <summary>Whatever the clinic does or fails to do, no motor depends on it.</summary>
    [Fact]
    public void The_clinic_has_no_loop_no_radio_and_no_device()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Clinic"), "*.cs", SearchOption.AllDirectories).Where(file => !IsBuilt(file)).ToArray();
        var named = files.SelectMany(file => OfThisProgram().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

        Assert.NotEmpty(files);
        Assert.Equal(["Core.Areas", "Core.Doses", "Core.Safety", "Core.Screening", "Devices.Json", "Runtime.Access", "Runtime.Certificates", "Runtime.CheckIn", "Runtime.Os", "Runtime.Storage"], named);
        Assert.Empty(typeof(ClinicSilo).Assembly.GetReferencedAssemblies().Select(reference => reference.Name).Intersect(["massager", "MassagerControl.Web", "MassagerControl.Radio.BlueZ"]));
    }

    [Theory]
    [InlineData("Core", "MassagerControl.Benchmarks", "MassagerControl.ClinicBenchmarks", "MassagerControl.Process.Tests", "MassagerControl.Tests")]
    [InlineData("Devices", "MassagerControl.Benchmarks", "MassagerControl.CaptureEquality", "MassagerControl.ClinicBenchmarks", "MassagerControl.Process.Tests", "MassagerControl.Tests")]
    [InlineData("Radio.BlueZ", "MassagerControl.Process.Tests", "MassagerControl.RadioContract", "MassagerControl.Tests")]
    [InlineData("Runtime", "MassagerControl.ClinicBenchmarks", "MassagerControl.Process.Tests", "MassagerControl.Tests")]
    [InlineData("App", "MassagerControl.Process.Tests", "MassagerControl.Tests")]
    [InlineData("Clinic", "MassagerControl.Clinic.Tests", "MassagerControl.ClinicBenchmarks", "MassagerControl.Tests")]
    public void A_project_shows_its_insides_to_tests_and_to_benchmarks_only(string project, params string[] friends)
    {
        var file = XDocument.Load(Repository.PathOf("src", $"MassagerControl.{project}", $"MassagerControl.{project}.csproj"));

        Assert.Equal(friends, file.Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_D_Bus_library_is_known_to_the_folder_that_adapts_it_only()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsBuilt(file) && File.ReadAllText(file).Contains("Tmds.", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.PathOf("src"), Path.GetDirectoryName(file)!));

        Assert.Equal([Path.Combine("MassagerControl.Radio.BlueZ", "Bus")], files.Distinct());
    }

    [Fact]
    public void Devices_do_not_know_the_session_machine()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Devices"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsBuilt(file));

        Assert.All(files, file => Assert.DoesNotContain("MassagerControl.Core.Sessions", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Safety")]
    [InlineData("Doses", "Areas", "Safety")]
    public void A_folder_of_the_core_knows_no_more_than_it_needs(string folder, params string[] known)
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Core", folder), "*.cs").ToArray();
        var named = files.SelectMany(file => OfTheCore().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

        Assert.NotEmpty(files);
        Assert.Empty(named.Except([folder, .. known]));
    }

    [Fact]
    public void No_project_has_unsafe_code_or_reaches_past_the_package_that_speaks_D_Bus()
    {
        string[] kinds = [".cs", ".csproj", ".props", ".targets"];
        var files = new[] { "src", "tests", "benchmarks", "opt" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => kinds.Contains(Path.GetExtension(file)) && !IsBuilt(file) && Path.GetFileName(file) != nameof(ArchitectureTests) + ".cs");

        Assert.All(files, file => Assert.DoesNotMatch("AllowUnsafeBlocks|libsystemd|libdbus", File.ReadAllText(file)));
    }

    [Fact]
    public void Every_package_that_is_pinned_is_used_and_those_of_the_owner_are_among_them()
    {
        var pinned = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Select(Included).ToArray();
        var used = new[] { "src", "tests", "benchmarks" }
            .SelectMany(folder => new[] { "*.csproj", "*.props" }.SelectMany(kind => Directory.EnumerateFiles(Repository.PathOf(folder), kind, SearchOption.AllDirectories)))
            .Where(file => !IsBuilt(file))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference").Select(Included));

        Assert.Equal(pinned.Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(new[] { "Stateless", "Microsoft.Extensions.Hosting", "Moq", "xunit.v3" }.Except(pinned));
    }

    [Fact]
    public void The_port_of_a_massager_stays_small() =>
        Assert.True(typeof(IMassager).GetMembers().Count(member => member is not MethodInfo { IsSpecialName: true }) <= 8);

    private static IEnumerable<string> BeyondTheBaseClassLibrary(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives")
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bMassagerControl\.Core\.([A-Z]\w+)")]
    private static partial Regex OfTheCore();

    [GeneratedRegex(@"\b(?<!Orleans\.)(?:MassagerControl\.)?((?:Core|Devices|Runtime|Web|App|Radio)\.[A-Z]\w+)\b(?=[.;])")]
    private static partial Regex OfThisProgram();

    private static string Included(XElement package) => package.Attribute("Include")!.Value;

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin");
}
