using System.Text.RegularExpressions;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>What may stand in a message (D-Bus specification, "Valid Object Paths" and "Valid Names"): a bus ends the connection of whoever sends anything else.</summary>
internal static partial class BusSyntax
{
    private const int LongestName = 255;

    /// <exception cref="ArgumentException">One of them cannot be sent.</exception>
    public static void Check(string path, string @interface, string member)
    {
        CheckPath(path);
        if (@interface.Length > LongestName || !InterfaceForm().IsMatch(@interface))
            throw new ArgumentException($"'{@interface}' is no name of an interface");
        if (member.Length > LongestName || !MemberForm().IsMatch(member))
            throw new ArgumentException($"'{member}' is no name of a member");
    }

    /// <exception cref="ArgumentException">It cannot be sent.</exception>
    public static void CheckDestination(string name)
    {
        if (name.Length > LongestName || !BusNameForm().IsMatch(name))
            throw new ArgumentException($"'{name}' is no name on a bus");
    }

    /// <exception cref="ArgumentException">It cannot be sent.</exception>
    public static string CheckPath(string path) => PathForm().IsMatch(path) ? path : throw new ArgumentException($"'{path}' is no path of an object");

    /// <exception cref="ArgumentException">It cannot be sent.</exception>
    public static string CheckText(string text) => text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("a text with a NUL in it") : text;

    [GeneratedRegex(@"\A(/|(/[A-Za-z0-9_]+)+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex InterfaceForm();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemberForm();

    [GeneratedRegex(@"\A(:[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+|[A-Za-z_-][A-Za-z0-9_-]*(\.[A-Za-z_-][A-Za-z0-9_-]*)+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex BusNameForm();
}
