using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Keys;

/// <summary>The input devices of Linux (evdev): <c>/dev/input/event*</c>, its ioctls, and what <c>/sys</c> says of those that this user cannot open.</summary>
internal static class LinuxInput
{
    private const string Folder = "/dev/input";
    private const string Known = "/sys/class/input";

    // linux/input.h: EVIOCGNAME, EVIOCGPHYS, EVIOCGKEY, EVIOCGBIT(EV_KEY), EVIOCGRAB.
    private const int NameNumber = 0x06;
    private const int PlaceNumber = 0x07;
    private const int DownNumber = 0x18;
    private const int KeysNumber = 0x21;
    private const int GrabNumber = 0x90;

    private const int LongestText = 256;

    // How long it takes at most until an end is noticed; a press and an unplugged device are told at once.
    private const int Patience = 200;

    public static ImmutableArray<InputDevice> List() =>
        [.. Paths().Select(Describe).OfType<InputDevice>().Where(device => !device.Keys.IsEmpty)];

    public static InputFile? Open(string path)
    {
        var file = NativeUnix.OpenToRead(path);
        if (file == NativeUnix.Failed)
            return null;
        if (Describe(file, path) is { } device)
            return new()
            {
                Device = device,
                Grab = () => NativeUnix.Control(file, Request(Write, GrabNumber, sizeof(int)), 1),
                Read = buffer => NativeUnix.ReadWithin(file, buffer, Patience),
                Down = () => Ask(file, DownNumber, KeyBits.Bytes) is { } down ? KeyBits.Of(down) : [],
                Close = () => NativeUnix.Close(file),
            };
        NativeUnix.Close(file);
        return null;
    }

    public static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static IEnumerable<string> Paths()
    {
        try
        {
            return Directory.GetFiles(Folder, "event*").OrderBy(NumberOf);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileName(path)["event".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private static InputDevice? Describe(string path)
    {
        var file = NativeUnix.OpenToRead(path);
        if (file == NativeUnix.Failed)
            return DescribeUnread(path, Phrase.Verbatim(Marshal.GetLastPInvokeErrorMessage()));
        var device = Describe(file, path);
        NativeUnix.Close(file);
        return device;
    }

    /// <returns>Null where it is gone again, or no input device.</returns>
    private static InputDevice? Describe(int file, string path) =>
        Ask(file, NameNumber, LongestText) is { } name && Ask(file, KeysNumber, KeyBits.Bytes) is { } keys
            ? new(path, TextOf(name), Ask(file, PlaceNumber, LongestText) is { } place ? TextOf(place) : null, KeyBits.Of(keys))
            : null;

    private static InputDevice? DescribeUnread(string path, Phrase reason)
    {
        var known = Path.Combine(Known, Path.GetFileName(path), "device");
        try
        {
            var place = File.ReadAllText(Path.Combine(known, "phys")).Trim();
            return new(path, File.ReadAllText(Path.Combine(known, "name")).Trim(), place.Length == 0 ? null : place, KeyBits.Of(File.ReadAllText(Path.Combine(known, "capabilities", "key"))))
            {
                Problem = reason,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private const uint Write = 1;
    private const uint Read = 2;

    /// <summary>The number of an ioctl of input devices (asm-generic/ioctl.h: x86, ARM and most others).</summary>
    private static nuint Request(uint way, int number, int bytes) => (nuint)(way << 30 | (uint)bytes << 16 | (uint)'E' << 8 | (uint)number);

    private static byte[]? Ask(int file, int number, int bytes)
    {
        var answer = new byte[bytes];
        return NativeUnix.Control(file, Request(Read, number, bytes), answer) ? answer : null;
    }

    private static string TextOf(byte[] answer) => Encoding.UTF8.GetString(answer.AsSpan(0, Math.Max(0, Array.IndexOf(answer, (byte)0))));
}
