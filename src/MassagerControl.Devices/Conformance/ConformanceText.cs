namespace MassagerControl.Devices.Conformance;

/// <summary>A report for people.</summary>
public static class ConformanceText
{
    /// <returns>One line for each check, an explanation below the ones that are not Ok, and a last line that counts them.</returns>
    public static IEnumerable<string> Lines(ConformanceReport report)
    {
        var width = report.Lines.Max(line => line.Id.Length);
        foreach (var line in report.Lines)
        {
            yield return $"{line.Severity.ToString().ToUpperInvariant(),-5}  {line.Id.PadRight(width)}  {line.Got}";
            if (line.Severity == Severity.Ok)
                continue;
            if (line.Severity != Severity.Info)
                yield return $"       expected: {line.Rule} ({line.Expected})";
            yield return $"       {line.Sentence}";
        }
        yield return $"{report.Target}: {Sum(report)}";
    }

    private static string Sum(ConformanceReport report) => string.Join(", ", Enum.GetValues<Severity>()
        .Select(severity => (Severity: severity, Count: report.Count(severity)))
        .Where(sum => sum.Count > 0 || sum.Severity is Severity.Ok or Severity.Error)
        .Select(sum => $"{sum.Count} {sum.Severity.ToString().ToLowerInvariant()}"));
}
