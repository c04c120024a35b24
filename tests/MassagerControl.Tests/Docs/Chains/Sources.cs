using System.Reflection;
using MassagerControl.App;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>The types of the source, by name.</summary>
internal static class Sources
{
    private static readonly (Assembly Assembly, string Folder)[] Projects =
    [
        (typeof(Intensity).Assembly, "src/MassagerControl.Core"),
        (typeof(IRadio).Assembly, "src/MassagerControl.Devices"),
        (typeof(SessionHost).Assembly, "src/MassagerControl.Runtime"),
        (typeof(Program).Assembly, "src/MassagerControl.App"),
    ];

    public static bool Has(Type type) => Projects.Any(project => project.Assembly == type.Assembly);

    /// <returns>Null where no type of that name lies in the file, or where the file has another name.</returns>
    public static Type? Find(string name, string file)
    {
        foreach (var (assembly, folder) in Projects)
            if (file.StartsWith(folder + "/", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(file) == name)
                return assembly.GetTypes().SingleOrDefault(type => !type.IsNested && type.Name == name && FileOf(type, folder) == file);
        return null;
    }

    /// <summary>A namespace follows its folder.</summary>
    private static string FileOf(Type type, string folder)
    {
        var root = Path.GetFileName(folder);
        return $"{folder}{type.Namespace![root.Length..].Replace('.', '/')}/{type.Name}.cs";
    }
}
