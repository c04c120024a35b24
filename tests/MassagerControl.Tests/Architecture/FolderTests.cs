using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Architecture;

/// <summary>No two folders of a project use each other, on whatever way.</summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData("MassagerControl.Core", "MassagerControl.Core")]
    [InlineData("MassagerControl.Devices", "MassagerControl.Devices")]
    [InlineData("MassagerControl.Radio.BlueZ", "MassagerControl.Radio.BlueZ")]
    [InlineData("MassagerControl.Runtime", "MassagerControl.Runtime")]
    [InlineData("MassagerControl.Web", "MassagerControl.Web")]
    [InlineData("MassagerControl.Clinic", "massager-clinic")]
    [InlineData("MassagerControl.App", "massager")]
    public void The_folders_of_a_project_use_each_other_one_way_only(string project, string assembly)
    {
        var graph = FolderGraph.OfProject($"src/{project}", assembly);

        Assert.Empty(graph.Unknown);
        Assert.NotEmpty(graph.Uses);
        Assert.Empty(graph.Cycle());
    }

    [Fact]
    public void Every_project_of_the_source_is_looked_at() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Repository.PathOf("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            typeof(FolderTests).GetMethod(nameof(The_folders_of_a_project_use_each_other_one_way_only))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
                .Cast<InlineDataAttribute>().Select(row => (string)row.Data[0]!).Order(StringComparer.Ordinal));

    [Fact]
    public void Two_folders_that_use_each_other_are_found_whatever_their_usings_say()
    {
        var graph = FolderGraph.Of(
            [
                ("Red/Apple.cs", "namespace A.Red; class Apple { public static int Pips => new A.Green.Pear().Weight; }"),
                ("Green/Pear.cs", "using static A.Red.Apple; namespace A.Green; class Pear { public int Weight = 1; int Twice => Pips; }"),
                ("Blue/Plum.cs", "namespace A.Blue; class Plum { A.Green.Pear? _pear; }"),
            ],
            "sample");

        Assert.Equal(["Green uses Red: Pear.cs has Pips", "Red uses Green: Apple.cs has Pear"], graph.Cycle());
        Assert.Contains(("Blue", "Green", "Plum.cs has Pear"), graph.Uses);
    }

    [Fact]
    public void A_way_over_a_third_folder_is_found_too()
    {
        var graph = FolderGraph.Of(
            [
                ("One/A.cs", "namespace X.One; class A { X.Two.B? _b; }"),
                ("Two/B.cs", "namespace X.Two; class B { X.Three.C? _c; }"),
                ("Three/C.cs", "namespace X.Three; class C { X.One.A? _a; }"),
            ],
            "sample");

        Assert.Equal(3, graph.Cycle().Length);
    }
}
