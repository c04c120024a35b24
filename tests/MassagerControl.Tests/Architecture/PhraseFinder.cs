using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MassagerControl.Tests.Architecture;

/// <summary>The phrases of a project's code, and where its code goes round them.</summary>
internal sealed class PhraseFinder
{
    private const string PhraseType = "MassagerControl.Core.Phrase";

    private readonly SortedSet<string> _formats = new(StringComparer.Ordinal);
    private readonly List<string> _lost = [];
    private readonly List<string> _plain = [];

    private PhraseFinder(ImmutableArray<string> unknown) => Unknown = unknown;

    /// <summary>Names that mean nothing: with them a phrase may be missed.</summary>
    public ImmutableArray<string> Unknown { get; }

    /// <summary>The format of every phrase that can be made.</summary>
    public IReadOnlySet<string> Formats => _formats;

    /// <summary>Where a text that is no constant becomes a phrase by itself: its format is lost, and it cannot be translated.</summary>
    public IReadOnlyList<string> Lost => _lost;

    /// <summary>Strings that read like a part of a sentence and are no phrase; messages of exceptions are for programmers.</summary>
    public IReadOnlyList<string> Plain => _plain;

    public static PhraseFinder OfProject(string project, string assembly) => Of(SourceCode.OfProject(project, assembly));

    /// <param name="files">The text of each file, by its path within the project.</param>
    public static PhraseFinder Of(IEnumerable<(string Path, string Text)> files, string assembly) => Of(SourceCode.Of(files, assembly));

    private static PhraseFinder Of(CSharpCompilation code)
    {
        var finder = new PhraseFinder(SourceCode.Unknown(code));
        foreach (var tree in code.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            var model = code.GetSemanticModel(tree);
            foreach (var root in tree.GetRoot().DescendantNodes().Select(node => model.GetOperation(node)).OfType<IOperation>().Where(operation => operation.Parent is null))
                foreach (var operation in root.DescendantsAndSelf())
                    finder.Look(operation);
        }
        return finder;
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: { Name: "op_Implicit" } by } conversion when IsPhrase(by.ContainingType):
                Constants(conversion.Operand);
                break;
            case ISpreadOperation { ElementConversion.MethodSymbol: { } by } spread when IsPhrase(by.ContainingType):
                _lost.Add($"{Place(spread)}: {spread.Syntax}");
                break;
            case IInterpolatedStringHandlerCreationOperation { Type: { } made } sentence when IsPhrase(made):
                Interpolated(sentence);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Count" } count } call when IsPhrase(count.ContainingType) && !IsText(call):
                Counted(call);
                break;
            case ILiteralOperation { ConstantValue.Value: string text } when IsSentence(text) && !MayBePlain(operation):
                _plain.Add($"{Place(operation)}: {text}");
                break;
        }
    }

    private void Constants(IOperation value)
    {
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                Add((string?)constant ?? "");
                break;
            case IConditionalOperation choice:
                Constants(choice.WhenTrue);
                Constants(choice.WhenFalse!);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                    Constants(arm.Value);
                break;
            case IConversionOperation { OperatorMethod: null } same:
                Constants(same.Operand);
                break;
            case IThrowOperation:
                break;
            default:
                _lost.Add($"{Place(value)}: {value.Syntax}");
                break;
        }
    }

    private void Interpolated(IInterpolatedStringHandlerCreationOperation made)
    {
        if (made.Syntax is not InterpolatedStringExpressionSyntax sentence)
        {
            _lost.Add($"{Place(made)}: {made.Syntax}");
            return;
        }
        var (format, hole) = (new StringBuilder(), 0);
        foreach (var part in sentence.Contents)
            if (part is InterpolationSyntax { FormatClause: var specifier })
                format.Append('{').Append(hole++).Append(specifier is null ? "" : $":{specifier.FormatStringToken.ValueText}").Append('}');
            else
                format.Append(((InterpolatedStringTextSyntax)part).TextToken.Text.Replace("\\\"", "\"", StringComparison.Ordinal));
        _formats.Add(format.ToString());
    }

    private void Counted(IInvocationOperation call)
    {
        if (call.Arguments[1].Value.ConstantValue.Value is string one)
            _formats.UnionWith([$"{{0}} {one}", $"{{0}} {one}s"]);
        else
            _lost.Add($"{Place(call)}: {call.Syntax}");
    }

    /// <summary>It is put into a string or asked for its text: English at once.</summary>
    private static bool IsText(IInvocationOperation phrase) => phrase.Parent is IInterpolationOperation or IPropertyReferenceOperation;

    private void Add(string constant)
    {
        if (constant.Length > 0)
            _formats.Add(constant.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    /// <summary>It becomes a phrase, or nobody but a programmer reads it.</summary>
    private static bool MayBePlain(IOperation text)
    {
        for (var around = text.Parent; around is not null; around = around.Parent)
            if (around is IConversionOperation { OperatorMethod: { } by } && IsPhrase(by.ContainingType)
                || around is IInvocationOperation { TargetMethod.ContainingType: var called } && IsPhrase(called)
                || around is IObjectCreationOperation { Type: { } made } && (IsException(made) || IsOfCommandLine(made.ContainingNamespace))
                || around is IInvocationOperation { TargetMethod: { Name: "AddError" } or { ContainingType.Name: "OptionValues" } }
                || around is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Description" or "HelpName" or "Name" } })
                return true;
        return false;
    }

    private static bool IsException(ITypeSymbol type) => type.Name == nameof(Exception) || (type.BaseType is { } parent && IsException(parent));

    /// <summary>Help and the names of options are English: docs/texts.md.</summary>
    private static bool IsOfCommandLine(INamespaceSymbol? space) => space?.ToDisplayString().StartsWith("System.CommandLine", StringComparison.Ordinal) ?? false;

    private static bool IsPhrase(ITypeSymbol type) => type.ToDisplayString() == PhraseType;

    /// <summary>Two words with a space between them, or the space that joins a word to another part.</summary>
    private static bool IsSentence(string text) => text.Trim().Split(' ').Count(word => word.Any(char.IsLetter)) > 1;

    private static string Place(IOperation operation) => operation.Syntax.SyntaxTree.FilePath;
}
