using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MassagerControl.Tests.Architecture;

/// <summary>Which folder of a project uses which other one: by what each name in its code means, whatever its usings say.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    private FolderGraph(ImmutableArray<string> unknown) => Unknown = unknown;

    /// <summary>Names that mean nothing: with them the graph may lack a use.</summary>
    public ImmutableArray<string> Unknown { get; }

    /// <summary>Each use of another folder, with one example.</summary>
    public IEnumerable<(string From, string To, string Example)> Uses => _uses.SelectMany(from => from.Value.Select(to => (from.Key, to.Key, to.Value)));

    /// <param name="project">The path of a project's folder, below the root of the repository.</param>
    /// <param name="assembly">As the project names it: internals of others may be visible to it.</param>
    public static FolderGraph OfProject(string project, string assembly) => Of(SourceCode.OfProject(project, assembly));

    /// <param name="files">The text of each file, by its path within the project.</param>
    public static FolderGraph Of(IEnumerable<(string Path, string Text)> files, string assembly) => Of(SourceCode.Of(files, assembly));

    private static FolderGraph Of(CSharpCompilation code)
    {
        var graph = new FolderGraph(SourceCode.Unknown(code));
        foreach (var tree in code.SyntaxTrees)
            graph.Add(tree, code.GetSemanticModel(tree));
        return graph;
    }

    /// <summary>A way from a folder back to itself, with an example of each use; empty when there is none.</summary>
    public ImmutableArray<string> Cycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in _uses.Keys)
            if (Cycle(folder, [], done) is { Length: > 0 } found)
                return found;
        return [];
    }

    private ImmutableArray<string> Cycle(string folder, ImmutableArray<string> way, HashSet<string> done)
    {
        if (way.IndexOf(folder) is >= 0 and var start)
            return [.. way[start..].Zip(way[(start + 1)..].Add(folder), (from, to) => $"{from} uses {to}: {_uses[from][to]}")];
        if (!done.Add(folder) || !_uses.TryGetValue(folder, out var others))
            return [];
        return others.Keys.Select(other => Cycle(other, way.Add(folder), done)).FirstOrDefault(found => !found.IsEmpty, []);
    }

    private void Add(SyntaxTree tree, SemanticModel model)
    {
        var from = FolderOf(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !IsInUsing(name)))
            foreach (var other in Meant(model, name).Select(FolderOf).Where(other => other != from))
                Of(from).TryAdd(other, $"{Path.GetFileName(tree.FilePath)} has {name.Identifier.Text}");
    }

    private SortedDictionary<string, string> Of(string folder) =>
        _uses.TryGetValue(folder, out var known) ? known : _uses[folder] = new(StringComparer.Ordinal);

    private static IEnumerable<SyntaxTree> Meant(SemanticModel model, SimpleNameSyntax name)
    {
        var symbol = model.GetSymbolInfo(name).Symbol;
        // What a local variable or a parameter is called says nothing; a namespace has no folder.
        if (symbol is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol)
            return [];
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        return type?.OriginalDefinition.DeclaringSyntaxReferences.Select(declared => declared.SyntaxTree).Where(tree => tree.FilePath.Length > 0) ?? [];
    }

    private static bool IsInUsing(SyntaxNode name) => name.Ancestors().Any(node => node is UsingDirectiveSyntax);

    private static string FolderOf(SyntaxTree tree) => tree.FilePath.Contains('/', StringComparison.Ordinal) ? tree.FilePath[..tree.FilePath.LastIndexOf('/')] : ".";
}
