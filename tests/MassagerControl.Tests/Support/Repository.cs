namespace MassagerControl.Tests.Support;

/// <summary>Finds files of the repository from where the tests run.</summary>
internal static class Repository
{
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MassagerControl.sln")))
                return Path.Combine(folder.FullName, path);
        throw new DirectoryNotFoundException("The tests do not run inside of the repository.");
    }
}
