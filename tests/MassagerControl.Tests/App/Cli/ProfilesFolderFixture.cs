namespace MassagerControl.Tests.App.Cli;

/// <summary>A person's folder of profiles, and other files beside it.</summary>
internal sealed class ProfilesFolderFixture : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mine");

    public ProfilesFolderFixture() => Directory.CreateDirectory(Profiles);

    public string Profiles => Path.Combine(_root.FullName, "profiles");

    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    public string Put(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Runs a command with the person's folder.</summary>
    public Task<Massager> RunAsync(params string[] args) => Massager.RunAsync([.. args, "--profiles", Profiles]);

    public void Dispose() => _root.Delete(recursive: true);
}
