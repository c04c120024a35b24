using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Devices.Frames;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>The view of a capture as one page: nothing of it comes from elsewhere, and nothing of it goes anywhere.</summary>
internal sealed class CapturePage
{
    private static readonly string Style = Resource("CapturePage.css");
    private static readonly string Script = Resource("CapturePage.js");
    private static readonly ByteRole[] Roles = Enum.GetValues<ByteRole>();

    private readonly CaptureView _view;
    private readonly Language _language;
    private readonly CaptureText _words;
    private readonly StringBuilder _html = new();

    private CapturePage(CaptureView view, Language language) => (_view, _language, _words) = (view, language, new CaptureText(language, null));

    public static string Html(CaptureView view, Language language)
    {
        var page = new CapturePage(view, language);
        page.Head();
        page.Legend();
        page.Picture();
        page.Groups();
        page.Again();
        page.Rows();
        page._html.Append("</main><script>").Append(Script).Append("</script></body></html>\n");
        return page._html.ToString();
    }

    private void Head()
    {
        var device = _view.Device;
        var title = Say($"Capture of {ShownName.Of(device.Name ?? device.Address, 40)}");
        _html.Append("<!DOCTYPE html>\n<html lang=\"").Append(_language.Tag).Append("\"><head><meta charset=\"utf-8\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '").Append(Hash(Style)).Append("'; script-src '").Append(Hash(Script))
            .Append("'; base-uri 'none'; form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<title>").Append(title).Append("</title><style>").Append(Style).Append("</style></head><body><main><h1>").Append(title).Append("</h1><ul class=\"plain\">");
        Item($"{Phrase.Count(device.Values.Length + device.ValuesLeftOut, "value")} on {Phrase.Count(device.Links, "link")}, {Phrase.Count(_view.Marks.Length, "mark")}");
        if (device.Encrypted)
            Item("the link was encrypted or paired");
        foreach (var place in device.Characteristics.Where(known => device.Values.Any(value => value.Handle == known.Handle)))
            Item(place.Uuids is { } uuids
                ? $"0x{place.Handle:X4} is {CaptureText.Short(uuids.Service)}/{CaptureText.Short(uuids.Uuid)}"
                : Phrase.Of($"0x{place.Handle:X4}: what it is, is not in the capture"));
        if (_view.ValuesLeftOut > 0)
            Item($"Left out: {Phrase.Count(_view.ValuesLeftOut, "value")}. --rows N shows more lines.");
        if (_view.Hopeless is { } why)
            Item($"No profile can be drafted: {why}");
        foreach (var ask in _view.Asks)
            Item($"To know more: {ask}");
        _html.Append("</ul>");
    }

    private void Legend()
    {
        Heading("What stands under a byte");
        _html.Append("<ul class=\"legend\">");
        foreach (var role in Roles)
            _html.Append("<li>").Append(Byte(null, role)).Append(Say(CaptureText.Word(role))).Append("</li>");
        _html.Append("</ul>");
    }

    /// <summary>Many values in few bars: the page does not grow with the capture.</summary>
    private void Picture()
    {
        Heading("When something was said");
        var picture = new CapturePicture(_view);
        _html.Append("<svg viewBox=\"0 0 1000 130\" role=\"img\" aria-label=\"")
            .Append(Say($"Above what the phone wrote, below what the device said, in {_words.Seconds(picture.End)} seconds. The table at the end says the same in words."))
            .Append("\"><text x=\"6\" y=\"18\">").Append(Say("to the device")).Append("</text><text x=\"6\" y=\"122\">").Append(Say("from the device")).Append("</text>");
        foreach (var bar in picture.Bars)
            _html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(bar.ToDevice ? "to" : "from")}\" x=\"{bar.X}\" y=\"{(bar.ToDevice ? 65 - bar.Height : 67)}\" width=\"2\" height=\"{bar.Height}\"/>");
        foreach (var (x, text) in picture.Marks)
            _html.Append(CultureInfo.InvariantCulture, $"<line class=\"markline\" x1=\"{x}\" x2=\"{x}\" y1=\"4\" y2=\"126\"/><text x=\"{x + 3}\" y=\"34\">{Safe(text)}</text>");
        _html.Append("</svg>");
    }

    private void Groups()
    {
        Heading("What the bytes are thought to be");
        Paragraph("Open a group to see the values that each byte had. Where a role is wrong choose another one: the command that learns again stands below.");
        if (_view.Groups.IsEmpty)
            Paragraph("There is no group of frames.");
        foreach (var group in _view.Groups)
            Group(group);
        if (_view.GroupsLeftOut > 0)
            Paragraph($"Left out: {Phrase.Count(_view.GroupsLeftOut, "group")}.");
    }

    private void Group(ViewGroup group)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"0x{group.Place:X4}");
        var direction = Say(group.Told ? "from the device" : "to the device");
        var meaning = CaptureText.Word(group.Meaning) is { } word ? $", {Say(word)}" : "";
        _html.Append("<details data-place=\"").Append(place).Append("\" data-begins=\"").Append(Hex.Format(group.Begins.AsSpan())).Append("\" data-length=\"")
            .Append(group.FixedLength ? group.Example.Length.ToString(CultureInfo.InvariantCulture) : "").Append("\"><summary>").Append(place).Append(", ").Append(direction).Append(meaning).Append(", ")
            .Append(Say($"{Phrase.Count(group.Count, "value")}, {group.Distinct} different")).Append("<br>");
        for (var at = 0; at < group.Example.Length; at++)
            _html.Append(Byte(group.Example[at], group.Roles[at]));
        _html.Append("</summary><div class=\"wide\"><table><thead><tr><th scope=\"col\">").Append(Say("Byte")).Append("</th><th scope=\"col\">").Append(Say("Values that were seen"))
            .Append("</th><th scope=\"col\">").Append(Say("Role")).Append("</th></tr></thead><tbody>");
        for (var at = 0; at < group.Example.Length; at++)
            Choice(group, at);
        _html.Append("</tbody></table></div></details>");
    }

    private void Choice(ViewGroup group, int at)
    {
        var was = Word(group.Roles[at]);
        _html.Append("<tr><th scope=\"row\">").Append(at).Append("</th><td>").Append(Hex.Format(group.Seen[at].AsSpan())).Append("</td><td><select aria-label=\"")
            .Append(Say($"Role of byte {at} of 0x{group.Place:X4}")).Append("\" data-was=\"").Append(was).Append("\">");
        foreach (var role in Roles)
            _html.Append("<option value=\"").Append(Word(role)).Append(role == group.Roles[at] ? "\" selected>" : "\">").Append(Say(CaptureText.Word(role))).Append("</option>");
        _html.Append("</select></td></tr>");
    }

    private void Again()
    {
        Heading("Learn again");
        _html.Append("<p><label for=\"roles\">").Append(Say("Copy this, and put the name of your capture in place of FILE:")).Append("</label></p><textarea id=\"roles\" readonly data-none=\"")
            .Append(Say("Nothing is corrected yet.")).Append("\"></textarea><p><button id=\"copy\" type=\"button\">").Append(Say("Copy")).Append("</button> <output id=\"status\" data-done=\"")
            .Append(Say("Copied.")).Append("\" data-yourself=\"").Append(Say("The browser does not let a page copy: it is selected, copy it yourself.")).Append("\"></output></p>");
    }

    private void Rows()
    {
        Heading("Time line");
        _html.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Say("Time line")).Append("\"><table><thead><tr><th scope=\"col\" class=\"n\">").Append(Say("Seconds"))
            .Append("</th><th scope=\"col\">").Append(Say("Way")).Append("</th><th scope=\"col\">").Append(Say("Place")).Append("</th><th scope=\"col\">").Append(Say("Kind"))
            .Append("</th><th scope=\"col\">").Append(Say("Times")).Append("</th><th scope=\"col\">").Append(Say("Bytes")).Append("</th></tr></thead><tbody>");
        foreach (var row in _view.Rows)
            Row(row);
        _html.Append("</tbody></table></div>");
    }

    private void Row(ViewRow row)
    {
        var at = _words.Seconds(row.At);
        if (row is MarkRow { Mark: var mark })
            _html.Append("<tr class=\"mark\"><td class=\"n\">").Append(at).Append("</td><td colspan=\"5\">").Append(Safe(ShownName.Of(mark.Text, 80))).Append("</td></tr>");
        else if (row is GapRow gap)
            _html.Append("<tr class=\"gap\"><td class=\"n\">").Append(at).Append("</td><td colspan=\"5\">")
                .Append(Say($"left out: {Phrase.Count(gap.Rows, "line")} of {Phrase.Count(gap.Values, "value")}, up to {_words.Seconds(gap.Last)} s")).Append("</td></tr>");
        else if (row is ValueRow value)
            Value(value, at);
        _html.Append('\n');
    }

    private void Value(ValueRow row, string at)
    {
        _html.Append("<tr><td class=\"n\">").Append(at).Append("</td><td>").Append(row.ToDevice ? "&rarr; " : "&larr; ").Append(Say(row.ToDevice ? "to" : "from")).Append("</td><td>")
            .Append(CultureInfo.InvariantCulture, $"0x{row.Handle:X4}").Append("</td><td>").Append(Say(CaptureText.Word(row.Kind))).Append("</td><td>");
        if (row.Count > 1)
            _html.Append(Say(row.Counts ? Phrase.Of($"{row.Count}, counting, to {_words.Seconds(row.Last)}") : Phrase.Of($"{row.Count}, to {_words.Seconds(row.Last)}")));
        _html.Append("</td><td>");
        for (var index = 0; index < row.Bytes.Length; index++)
            _html.Append(Byte(row.Bytes[index], row.Roles[index]));
        if (row.Bytes.IsEmpty)
            _html.Append(Say("(empty)"));
        if (row.BytesLeftOut > 0)
            _html.Append(Say($"and {Phrase.Count(row.BytesLeftOut, "byte")} more"));
        _html.Append("</td></tr>");
    }

    private static string Byte(byte? value, ByteRole role) => string.Create(
        CultureInfo.InvariantCulture, $"<i class=\"b role-{Word(role)}\">{value:X2}<b>{CaptureView.Letter(role)}</b></i>");

    private void Heading(Phrase words) => _html.Append("<h2>").Append(Say(words)).Append("</h2>");

    private void Paragraph(Phrase words) => _html.Append("<p>").Append(Say(words)).Append("</p>");

    private void Item(Phrase words) => _html.Append("<li>").Append(Say(words)).Append("</li>");

    private string Say(Phrase words) => Safe(_language.Say(words));

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Word(ByteRole role) => role.ToString().ToLowerInvariant();

    /// <summary>What the page may run and look like is exactly this text.</summary>
    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(CapturePage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program."));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
