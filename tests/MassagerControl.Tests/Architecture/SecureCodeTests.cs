using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Architecture;

/// <summary>Ways of writing code that would let somebody's text become a command.</summary>
public sealed partial class SecureCodeTests
{
    private static readonly (string File, string Text)[] Sources =
        [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Repository.PathOf("src"), file), File.ReadAllText(file)))];

    /// <summary>Values are parameters: a statement is put together of constants, of a number and of the steps of the program's own schema.</summary>
    [Fact]
    public void Every_statement_for_the_database_is_a_literal()
    {
        var holes = Sources.SelectMany(source => MixedStatement().Matches(source.Text)
            .SelectMany(statement => Hole().Matches(statement.Groups[1].Value))
            .Select(hole => hole.Groups[1].Value)
            .Where(hole => !Regex.IsMatch(source.Text, $@"const (string|int) {Regex.Escape(hole)} =")));

        Assert.Equal(["steps[version]", "version + 1"], holes);
        Assert.Equal(["Transaction.cs"], Sources.Where(source => source.Text.Contains("CommandText", StringComparison.Ordinal)).Select(source => Path.GetFileName(source.File)));
    }

    [Fact]
    public void Another_program_is_started_with_a_list_of_words_and_never_by_a_shell()
    {
        var starting = Sources.Where(source => source.Text.Contains("ProcessStartInfo(", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(starting);
        Assert.All(Sources, source => Assert.DoesNotMatch(@"UseShellExecute = true|\.Arguments = |\bArguments = |ProcessStartInfo\([^()]+,|Process\.Start\(""", source.Text));
    }

    [Fact]
    public void No_text_is_run_as_code_and_no_XML_is_read() => Assert.All(Sources, source =>
        Assert.DoesNotMatch(@"CSharpScript|System\.Linq\.Dynamic|Assembly\.Load|DynamicMethod|XmlReader|XmlDocument|XDocument|XElement|BinaryFormatter", source.Text));

    [Fact]
    public void No_outdated_cipher_or_hash_is_used() => Assert.All(Sources, source =>
        Assert.DoesNotMatch(@"\b(MD5|SHA1|HMACMD5|HMACSHA1|DES|TripleDES|RC2|CipherMode|RSA|Aes)\b", source.Text));

    /// <summary>Codes, tokens and ids of the service.</summary>
    [Fact]
    public void What_must_not_be_guessed_comes_from_the_systems_generator()
    {
        var served = Sources.Where(source => source.File.StartsWith("MassagerControl.Web", StringComparison.Ordinal) || source.File.StartsWith("MassagerControl.Clinic", StringComparison.Ordinal)).ToArray();

        Assert.Equal(2, served.Where(source => source.Text.Contains("RandomNumberGenerator.", StringComparison.Ordinal)).Select(source => source.File.Split(Path.DirectorySeparatorChar)[0]).Distinct().Count());
        Assert.All(served, source => Assert.DoesNotMatch(@"new Random\(|Random\.Shared|Guid\.NewGuid", source.Text));
    }

    [GeneratedRegex("""(?:Execute|Query|Insert)(?:<\w+>)?\(\s*\$+"+([^"]*)""")]
    private static partial Regex MixedStatement();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Hole();
}
