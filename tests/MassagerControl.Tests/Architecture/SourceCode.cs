using System.Collections.Immutable;
using MassagerControl.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MassagerControl.Tests.Architecture;

/// <summary>The code of a project as the compiler understands it: what each name means, whatever the usings say.</summary>
internal static class SourceCode
{
    // What the SDK adds to every project of this solution (ImplicitUsings).
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <param name="project">The path of a project's folder, below the root of the repository.</param>
    /// <param name="assembly">As the project names it: internals of others may be visible to it.</param>
    public static CSharpCompilation OfProject(string project, string assembly)
    {
        var root = Repository.PathOf(project);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal));
        return Of(files.Select(file => (file.Path, File.ReadAllText(file.File))), assembly);
    }

    /// <param name="files">The text of each file, by its path within the project.</param>
    public static CSharpCompilation Of(IEnumerable<(string Path, string Text)> files, string assembly)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = files.Append(("", ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, options, file.Item1));
        return CSharpCompilation.Create(assembly, trees, References(assembly), new(OutputKind.ConsoleApplication, allowUnsafe: false));
    }

    /// <summary>Names that mean nothing: with them whatever is found may lack something.</summary>
    public static ImmutableArray<string> Unknown(CSharpCompilation code) =>
        [.. code.GetDiagnostics().Where(IsUnknown).Select(diagnostic => diagnostic.ToString())];

    private static bool IsUnknown(Diagnostic diagnostic) => diagnostic.Id is "CS0246" or "CS0234" or "CS0103" or "CS1061" or "CS0117";

    private static IEnumerable<MetadataReference> References(string assembly) => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(file => Path.GetFileNameWithoutExtension(file) != assembly)
        .Select(file => MetadataReference.CreateFromFile(file));
}
