namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Cuts D-Bus type signatures into complete types.</summary>
internal static class TypeSignature
{
    /// <returns>The complete types one after the other, e.g. <c>ay</c> and <c>a{sv}</c>.</returns>
    public static IEnumerable<string> Split(string signature)
    {
        for (var at = 0; at < signature.Length;)
        {
            var end = End(signature, at);
            yield return signature[at..end];
            at = end;
        }
    }

    private static int End(string signature, int at)
    {
        while (signature[at] == 'a')
            at++;
        return signature[at] switch
        {
            '(' => Closing(signature, at, ')') + 1,
            '{' => Closing(signature, at, '}') + 1,
            _ => at + 1,
        };
    }

    private static int Closing(string signature, int at, char close)
    {
        at++;
        while (signature[at] != close)
            at = End(signature, at);
        return at;
    }
}
