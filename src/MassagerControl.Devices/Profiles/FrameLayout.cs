using MassagerControl.Core;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold between the parts of a frame, however long its variable parts are.</summary>
internal static class FrameLayout
{
    /// <summary>Bytes can be made of it without an error.</summary>
    public static bool IsSound(FrameTemplate template) => template.Most <= FrameTemplateReader.MostBytes && !Problems(template).Any();

    public static IEnumerable<string> Problems(FrameTemplate template)
    {
        var parts = template.Parts;
        if (parts.SkipLast(1).Any(part => part is UnknownPart { Count: null }))
            yield return "only the last part can be the unknown rest";
        if (parts.Length > 1 && parts.Any(part => part is SlipPart or JsonPart))
            yield return "'slip' and 'json' are the whole frame, with nothing beside them";
        if (parts.Count(part => part.Size != part.Most) > 1)
            yield return "has two numbers of unknown length: give at least one of them a 'count'";
        else if (template.Most <= FrameTemplateReader.MostBytes)
            foreach (var problem in Ranges(template))
                yield return problem;
    }

    private static IEnumerable<string> Ranges(FrameTemplate template)
    {
        foreach (var (part, index) in template.Parts.Select((part, index) => (part, index)))
        {
            if (part is ChecksumPart checksum && !Always(template, index, checksum.Covers))
                yield return $"the checksum (part {index}) covers bytes outside of the frame, none, or itself";
            if (part is LengthPart length && !Always(template, index, length.Range.IsInside))
                yield return $"the length (part {index}) counts bytes outside of the frame, or none";
            if (part is LengthPart { Number: var number } && template.Most > number.Highest)
                yield return $"the length (part {index}) is too small a number for {Phrase.Count(template.Most, "byte")}";
        }
    }

    /// <summary>Does it hold for every length that the one variable part can have?</summary>
    private static bool Always(FrameTemplate template, int index, Func<int, int, bool> holds)
    {
        for (var more = 0; more <= template.Most - template.Size; more++)
        {
            var (at, length) = (0, 0);
            for (var i = 0; i < template.Parts.Length; i++)
            {
                var part = template.Parts[i];
                at = i == index ? length : at;
                length = part.End(length) + (part.Size != part.Most ? Math.Min(more, part.Most - part.Size) : 0);
            }
            if (!holds(length, at))
                return false;
        }
        return true;
    }
}
