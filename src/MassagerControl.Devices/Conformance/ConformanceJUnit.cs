using System.Globalization;
using System.Xml;

namespace MassagerControl.Devices.Conformance;

/// <summary>Reports as JUnit XML, which the usual continuous integration services show as tests.</summary>
/// <remarks>An error is a failure; an issue passes and says so in its output; a check that was not run or does not apply is skipped.</remarks>
public static class ConformanceJUnit
{
    private static readonly XmlWriterSettings Readable = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = false };

    /// <param name="reports">One test suite each.</param>
    public static void Write(TextWriter output, IEnumerable<ConformanceReport> reports)
    {
        using var xml = XmlWriter.Create(output, Readable);
        xml.WriteStartElement("testsuites");
        foreach (var report in reports)
            Write(xml, report);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, ConformanceReport report)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"conform {Safe(report.Target)}");
        Number(xml, "tests", report.Lines.Length);
        Number(xml, "failures", report.Count(Severity.Error));
        Number(xml, "errors", 0);
        Number(xml, "skipped", report.Count(Severity.Info));
        foreach (var line in report.Lines)
            Write(xml, report, line);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, ConformanceReport report, ConformanceLine line)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Safe(report.Profile));
        xml.WriteAttributeString("name", line.Id);
        var text = Safe($"{line.Got}. {line.Sentence}");
        switch (line.Severity)
        {
            case Severity.Error:
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", text);
                xml.WriteString(Safe($"Rule: {line.Rule}\nExpected: {line.Expected}\nGot: {line.Got}\n{line.Sentence}"));
                xml.WriteEndElement();
                break;
            case Severity.Info:
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", text);
                xml.WriteEndElement();
                break;
            case Severity.Issue:
                xml.WriteElementString("system-out", text);
                break;
        }
        xml.WriteEndElement();
    }

    private static void Number(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a file or a device says may hold characters that XML cannot.</summary>
    private static string Safe(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));
}
