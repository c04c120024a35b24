using System.Globalization;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Tests.Runtime.Os;

public sealed class RuntimeFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("run");

    public RuntimeFolderTests()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("folders have other rights there");
    }

    [Fact]
    public void It_lies_in_the_runtime_folder_of_the_user_and_is_theirs_alone()
    {
        var folder = Of(_root.FullName);

        Assert.Equal(Path.Combine(_root.FullName, "massager"), folder.Path);
        Assert.Equal("UserExecute, UserWrite, UserRead", ModeOf(folder.Path!).ToString());
        Assert.Equal(folder, Of(_root.FullName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative/path")]
    [InlineData("/nowhere/at/all")]
    public void Without_one_it_lies_under_the_users_number_in_tmp(string? variable) =>
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"/tmp/massager-{NativeUnix.OwnUser()}"), PathOf(variable));

    [Fact]
    public void Rights_that_others_have_are_taken_away()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "massager"));
        Open(Path.Combine(_root.FullName, "massager"));

        Assert.Equal("UserExecute, UserWrite, UserRead", ModeOf(Of(_root.FullName).Path!).ToString());
    }

    [Fact]
    public void A_link_is_not_trusted()
    {
        var elsewhere = _root.CreateSubdirectory("elsewhere");
        Directory.CreateSymbolicLink(Path.Combine(_root.FullName, "massager"), elsewhere.FullName);

        Assert.Null(Of(_root.FullName).Path);
        Assert.Contains("it is a link", Of(_root.FullName).Error?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_its_place_is_no_folder()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "massager"), "");

        Assert.Contains("the folder for locks cannot be made", Of(_root.FullName).Error?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_of_a_folder_is_told_right()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("asked for on Linux only");

        Assert.Equal(0, NativeUnix.OwnerOf("/"));
        Assert.Equal(NativeUnix.OwnUser(), NativeUnix.OwnerOf(_root.FullName));
        Assert.Null(NativeUnix.OwnerOf("/nowhere/at/all"));
    }

    [Fact]
    public void A_link_replaces_nothing()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("there is no C library");
        var (one, other, free) = (Path.Combine(_root.FullName, "one"), Path.Combine(_root.FullName, "other"), Path.Combine(_root.FullName, "free"));
        File.WriteAllText(one, "new");
        File.WriteAllText(other, "old");

        Assert.False(NativeUnix.Link(one, other));
        Assert.True(NativeUnix.Link(one, free));

        Assert.Equal(("old", "new"), (File.ReadAllText(other), File.ReadAllText(free)));
    }

    public void Dispose() => _root.Delete(recursive: true);

    // Names it and makes nothing: the folder of the person who runs the tests is no business of theirs.
    private static string PathOf(string? variable) => RuntimeFolder.PathOf(name => name == "XDG_RUNTIME_DIR" ? variable : null);

    private static RuntimeFolder Of(string? variable) => RuntimeFolder.Of(name => name == "XDG_RUNTIME_DIR" ? variable : null);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
    }
}
