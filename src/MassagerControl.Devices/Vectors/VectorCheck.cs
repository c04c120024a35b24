using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Vectors;

/// <summary>Holds a profile against the bytes beside it: what the driver writes, and what it understands.</summary>
public static class VectorCheck
{
    /// <param name="name">Of the file, for errors.</param>
    /// <returns>One error for each vector that does not hold.</returns>
    public static ImmutableArray<FileError> Run(string name, VectorFile file, DeviceProfile profile) =>
        [.. file.Vectors.Select(vector => (vector.Path, Problem: Problem(vector, profile))).Where(one => one.Problem is not null)
            .Select(one => new FileError(name, one.Path, one.Problem!))];

    private static Phrase? Problem(Vector vector, DeviceProfile profile)
    {
        try
        {
            return vector.Expect switch
            {
                ExpectWrites expected => Compare(vector.Name, Written(vector, profile), expected.Writes),
                ExpectMeaning meaning => Compare(vector, meaning, profile),
                _ => throw new ArgumentException($"Unknown {vector.Expect.GetType().Name}."),
            };
        }
        catch (MassagerException exception)
        {
            return $"'{vector.Name}': the driver cannot do it on a simulated device: {exception.Fault.Detail}";
        }
        catch (ArgumentException exception)
        {
            return $"'{vector.Name}': {exception.Message}";
        }
    }

    private static ImmutableArray<VectorWrite> Written(Vector vector, DeviceProfile profile)
    {
        if (vector.When is WhenSent sent && sent.Operation != profile.Stop.Name)
            return Writes(DriverFrames.Send(profile, profile.Find(sent.Operation)!, FieldValues.None));
        using var driver = new DriverFrames(profile);
        driver.Connect();
        if (vector.Given is { } given)
            driver.Drive(given);
        return Writes(vector.When is WhenLevel { Level: var level } ? driver.Drive(level) : driver.Stop());
    }

    private static ImmutableArray<VectorWrite> Writes(ImmutableArray<DrivenFrame> frames) =>
        [.. frames.Select(frame => new VectorWrite(frame.Endpoint, frame.Hex, frame.WithResponse))];

    private static Phrase? Compare(string name, ImmutableArray<VectorWrite> written, ImmutableArray<VectorWrite> expected)
    {
        if (written.SequenceEqual(expected))
            return null;
        return written.Select(Bytes).SequenceEqual(expected.Select(Bytes))
            ? $"'{name}': the bytes are right, but the driver writes them {InWords(written)}, and expected is {InWords(expected)}"
            : Phrase.Of($"'{name}': the driver writes {AllBytes(written)}, expected is {AllBytes(expected)}");
    }

    private static Phrase? Compare(Vector vector, ExpectMeaning expected, DeviceProfile profile)
    {
        var told = vector.When as WhenTold;
        var (bytes, endpoint) = vector.When is WhenHeard heard ? (heard.Bytes, heard.Endpoint) : (told!.Bytes, told.Endpoint);
        var meaning = FrameDecoder.Decode(profile, bytes.AsSpan(), profile.Endpoints.First(one => one.Name == endpoint));
        var hits = meaning.Hits.Where(hit => (hit.Operation is null) == (told is not null) && hit.Wrong is null).ToArray();
        // The first notification that fits is the one; of operations several may have the same bytes.
        if ((told is not null ? hits.FirstOrDefault() is { } first && first.Name == expected.Name ? first : null : hits.FirstOrDefault(hit => hit.Name == expected.Name)) is not { } found)
            return hits is [var other, ..]
                ? $"'{vector.Name}': {Hex.Format(bytes.AsSpan())} is {other.Name}, expected is {expected.Name}"
                : Phrase.Of($"'{vector.Name}': {Hex.Format(bytes.AsSpan())} is nothing that the profile knows, expected is {expected.Name}");
        foreach (var (name, value) in expected.Fields)
            if (found.Values[name] != value)
                return found.Values[name] is { } read
                    ? $"'{vector.Name}': {name} is {read}, expected is {value}"
                    : Phrase.Of($"'{vector.Name}': {name} is not known, expected is {value}");
        return null;
    }

    private static string Bytes(VectorWrite write) => write.Hex;

    private static string AllBytes(ImmutableArray<VectorWrite> writes) => string.Join(", ", writes.Select(write => $"[{write.Hex}]"));

    private static string InWords(ImmutableArray<VectorWrite> writes) =>
        string.Join(", ", writes.Select(write => $"[{write.Hex}] {write.Endpoint} {(write.WithResponse ? "withResponse" : "withoutResponse")}"));
}
