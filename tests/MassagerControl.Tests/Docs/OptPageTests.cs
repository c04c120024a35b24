using System.Xml.Linq;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What the page of the second solution says of versions and files is looked up.</summary>
public sealed class OptPageTests
{
    private static readonly string Folder = Repository.PathOf("opt");

    private static string Page { get; } = File.ReadAllText(Path.Combine(Folder, "README.md"));

    [Fact]
    public void The_page_names_the_versions_that_are_pinned()
    {
        var props = XDocument.Load(Path.Combine(Folder, "Directory.Packages.props"));
        var pinned = props.Descendants("PackageVersion")
            .Select(one => (Id: one.Attribute("Include")!.Value, Version: one.Attribute("Version")!.Value))
            .ToArray();

        Assert.NotEmpty(pinned);
        Assert.All(pinned, one => Assert.Contains($"| {one.Id} | {one.Version} |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_names_every_project_of_the_solution()
    {
        var projects = XDocument.Load(Path.Combine(Folder, "MassagerControl.Full.slnx")).Descendants("Project")
            .Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Path")!.Value))
            .Where(name => Directory.Exists(Path.Combine(Folder, name)) && !name.EndsWith(".Tests", StringComparison.Ordinal));

        Assert.All(projects, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories), file => Assert.Contains(
            Path.GetFileName(file), File.ReadAllText(Path.Combine(Folder, "MassagerControl.Full.slnx")), StringComparison.Ordinal));
    }
}
