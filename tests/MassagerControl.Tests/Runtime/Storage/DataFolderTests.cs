using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class DataFolderTests
{
    [Fact]
    public void The_option_counts_before_the_variable_and_this_before_the_default()
    {
        var all = Environment(("MASSAGER_DATA", "/moved"), ("XDG_DATA_HOME", "/data"), ("XDG_STATE_HOME", "/state"), ("HOME", "/home/me"));

        Assert.Equal(new DataFolder("/here", true, null), DataFolder.Of("/here", all));
        Assert.Equal(new DataFolder("/moved", false, null), DataFolder.Of(null, all));
    }

    [Fact]
    public void The_default_follows_the_xdg_specification()
    {
        Assert.Equal(
            new DataFolder("/data/massager", false, "/state/massager"),
            DataFolder.Of(null, Environment(("XDG_DATA_HOME", "/data"), ("XDG_STATE_HOME", "/state"), ("HOME", "/home/me"))));
        Assert.Equal(
            new DataFolder("/home/me/.local/share/massager", false, "/home/me/.local/state/massager"),
            DataFolder.Of(null, Environment(("XDG_DATA_HOME", "not/absolute"), ("XDG_STATE_HOME", ""), ("HOME", "/home/me"))));
    }

    [Fact]
    public void A_relative_path_is_taken_from_the_working_folder() =>
        Assert.Equal(Path.GetFullPath("mine"), DataFolder.Of("mine", Environment()).Path);

    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault();
}
