using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Reach;

/// <summary>The sole right to a device among the processes of this user. The operating system takes it back when its process ends.</summary>
/// <remarks>The lock file itself is never removed: whoever waits for a removed file would not see the next one.</remarks>
public sealed class DeviceLock : IDisposable
{
    // What the system says of a file that is locked: EWOULDBLOCK, and ERROR_SHARING_VIOLATION.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharing = 32;

    private readonly FileStream _file;
    private readonly string _holderFile;

    private DeviceLock(FileStream file, string holderFile) => (_file, _holderFile) = (file, holderFile);

    /// <param name="folder">See <see cref="Os.RuntimeFolder"/>.</param>
    /// <param name="device">What every process calls the device.</param>
    public static LockTry Take(string folder, string device, LockRole role, LockHolder holder)
    {
        var (lockFile, holderFile) = FilesOf(folder, device, role);
        FileStream? file = null;
        try
        {
            if (Open(lockFile) is not { } opened)
                return HeldBy(Read(holderFile), device, role);
            file = opened;
            using (var second = Open(lockFile))
                if (second is not null)
                {
                    file.Dispose();
                    return new(null, $"{lockFile}: locks do not work there, so two programs could drive one motor");
                }
            Write(holderFile, holder);
            return new(new(file, holderFile), null);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            file?.Dispose();
            return new(null, $"{lockFile}: the device cannot be locked: {FileErrorText.Of(exception, lockFile)}");
        }
    }

    /// <summary>Who drives a device, as far as anybody has written down; takes nothing.</summary>
    /// <returns>Null when nobody does; a process that was killed may still be named.</returns>
    public static LockHolder? OwnerOf(string folder, string device) => Read(FilesOf(folder, device, LockRole.Owner).Holder);

    /// <summary>A file about a device, named after it.</summary>
    public static string FileOf(string folder, string device, string ending) =>
        Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(device)))[..16]}.{ending}");

    public void Dispose()
    {
        try
        {
            File.Delete(_holderFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It only says who has the lock; the lock itself is what counts.
        }
        _file.Dispose();
    }

    private static (string Lock, string Holder) FilesOf(string folder, string device, LockRole role)
    {
        var name = role == LockRole.Owner ? "owner" : "guard";
        return (FileOf(folder, device, $"{name}.lock"), FileOf(folder, device, $"{name}.json"));
    }

    /// <returns>Null when somebody has it open.</returns>
    private static FileStream? Open(string lockFile)
    {
        try
        {
            return new(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when ((exception.HResult & 0xFFFF) is LinuxWouldBlock or MacWouldBlock or WindowsSharing)
        {
            return null;
        }
    }

    private static LockTry HeldBy(LockHolder? holder, string device, LockRole role) =>
        new(null, Held(device, role, holder), HeldBySomebody: true) { Holder = holder };

    private static Phrase Held(string device, LockRole role, LockHolder? holder) => role == LockRole.Owner
        ? Phrase.Of($"{device} is in use already: {holder?.Words ?? "another program"}")
        : Phrase.Of($"the guard of an earlier session still stops {device} ({holder?.Words ?? "another program"}): if it runs, press the button on the device");

    // Written whole or not at all: who reads it meanwhile sees the old one.
    private static void Write(string holderFile, LockHolder holder)
    {
        var text = JsonText.Line(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("pid", holder.Pid);
            json.WriteString("since", holder.Since);
            json.WriteString("command", holder.Command);
            json.WriteEndObject();
        });
        var draft = holderFile + ".new";
        File.WriteAllText(draft, text + "\n");
        File.Move(draft, holderFile, overwrite: true);
    }

    /// <returns>Null when nothing readable is there.</returns>
    private static LockHolder? Read(string holderFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(holderFile));
            var told = document.RootElement;
            return new(told.GetProperty("pid").GetInt32(), told.GetProperty("since").GetDateTimeOffset(), told.GetProperty("command").GetString() ?? "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
