using MassagerControl.Core;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.Tests.Runtime.Programs;

public sealed class ProgramLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_shipped_programs_are_those_of_the_design()
    {
        var library = ProgramLibrary.Load(ProgramLibrary.Folder);
        Assert.Empty(library.Errors);

        var compression = library.Find("compression")!;
        var cycle = Assert.Single(compression.Steps.OfType<Cycle>());
        Assert.Equal((20, 25, 30), (cycle.Press.Shortest.TotalSeconds, cycle.Press.Usual.TotalSeconds, cycle.Press.Longest.TotalSeconds));
        Assert.Equal((5, 6, 7), (cycle.Reps.Fewest, cycle.Reps.Usual, cycle.Reps.Most));
        Assert.Equal((2, 5, 100), (cycle.Ramp.TotalSeconds, cycle.Release.TotalSeconds, cycle.Target.Percent));
        Assert.Equal("5–7", compression.Band.ToString());
        Assert.True(Assert.Single(compression.Steps.OfType<WarmUp>()).Target >= HardLimits.HighestLowestLevel);
        Assert.Equal(30, compression.Steps.OfType<CoolDown>().Sum(step => step.Duration.TotalSeconds));

        var starter = library.Find(compression.Starter!)!;
        var press = Assert.Single(starter.Steps.OfType<Cycle>());
        Assert.True(press.Press.Longest * press.Reps.Most <= HardLimits.FirstSessionPress);
        Assert.Equal(Intensity.FromPercent(60), starter.Ceiling);
        Assert.Equal("3–5", starter.Band.ToString());
    }

    [Fact]
    public void A_broken_file_does_not_hide_the_good_ones()
    {
        Copy("compression-starter", "compression-starter");
        File.WriteAllText(Path.Combine(_folder.FullName, "broken.json"), "{");

        var library = ProgramLibrary.Load(_folder.FullName);

        Assert.Equal("compression-starter", Assert.Single(library.Programs).Id);
        Assert.EndsWith("broken.json", Assert.Single(library.Errors).File);
        Assert.Contains("broken.json: $: line 1", Assert.Single(ProgramChoice.Find(_folder.FullName, "broken").Errors).Text);
    }

    [Fact]
    public void A_file_is_named_after_its_id_and_a_starter_exists()
    {
        Copy("compression", "compression");
        Copy("compression", "other");

        var errors = ProgramLibrary.Load(_folder.FullName).Errors.Select(e => $"{Path.GetFileName(e.File)}: {e.Path}: {e.Reason}").ToArray();

        Assert.Equal(
            ["other.json: $.id: 'compression' differs from the file's name, which is other.json: call the file compression.json, or the program 'other'", "compression.json: $.starter: there is no program 'compression-starter'"],
            errors);
    }

    [Fact]
    public void A_program_may_be_named_by_its_path()
    {
        var path = Copy("compression", "mine");

        Assert.Equal("compression", ProgramChoice.Find(_folder.FullName, path).Program!.Id);
        Assert.Contains("there is no such file", Assert.Single(ProgramChoice.Find(_folder.FullName, path + ".json").Errors).Text);
    }

    [Fact]
    public void A_missing_folder_is_an_error_not_a_crash() =>
        Assert.Contains("no such folder", Assert.Single(ProgramLibrary.Load(Path.Combine(_folder.FullName, "x")).Errors).Reason.Text);

    private string Copy(string from, string to)
    {
        var path = Path.Combine(_folder.FullName, to + ".json");
        File.Copy(Path.Combine(ProgramLibrary.Folder, from + ".json"), path);
        return path;
    }
}
