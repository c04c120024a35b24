using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class DoseCopyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private static readonly CopyLine[] Lines =
    [
        new SessionBegunLine(new("a#1", null, new(Noon, "boot", TimeSpan.FromSeconds(3802.72)), "lower-back", "left", TimeSpan.FromSeconds(150), "sim:x")),
        new DoseLine(new("a#1", null, new(Noon, null, TimeSpan.Zero), "lower-back", null, TimeSpan.FromSeconds(50.5), "sim:x") { Noticed = Noon }),
        new LockLine("lower-back", "left", Noon, "sharp"),
        new ClearedLine("lower-back", "left", Noon, Noon.AddDays(1)),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly DoseCopy _copy;

    public DoseCopyTests() => _copy = new(Path.Combine(_folder.FullName, "state", DoseCopy.FileName));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_appended_is_read_in_order()
    {
        foreach (var line in Lines)
            _copy.Append([line]);

        var reading = _copy.Read();

        Assert.Empty(reading.Bad);
        Assert.Equal(Lines, reading.Lines);
    }

    [Fact]
    public void The_lines_are_those_of_the_page() => Assert.Equal(
        [
            """{"kind":"begun","mark":"a#1","began":"2026-03-01T12:00:00.123Z","boot":"boot","upSeconds":3802.72,"area":"lower-back","side":"left","plannedSeconds":150,"device":"sim:x"}""",
            """{"kind":"dose","mark":"a#1","ended":"2026-03-01T12:00:00.123Z","noticed":"2026-03-01T12:00:00.123Z","area":"lower-back","pressSeconds":50.5,"device":"sim:x"}""",
            """{"kind":"lock","area":"lower-back","side":"left","at":"2026-03-01T12:00:00.123Z","what":"sharp"}""",
            """{"kind":"cleared","area":"lower-back","side":"left","locked":"2026-03-01T12:00:00.123Z","at":"2026-03-02T12:00:00.123Z"}""",
        ],
        Lines.Select(line => line.Text()));

    [Fact]
    public void No_file_is_an_empty_copy() => Assert.True(_copy.Read() is { Lines.IsEmpty: true, Bad.IsEmpty: true });

    [Fact]
    public void A_line_that_a_crash_cut_off_is_dropped_and_the_next_begins_afresh()
    {
        _copy.Append([Lines[0]]);
        File.AppendAllText(_copy.File, """{"kind":"dose","mark":"b""");
        Assert.Equal([Lines[0]], _copy.Read().Lines);
        Assert.Empty(_copy.Read().Bad);

        _copy.Append([Lines[2]]);

        Assert.Equal([Lines[0], Lines[2]], _copy.Read().Lines);
        Assert.StartsWith($"{_copy.File}: line 2: $: ", Assert.Single(_copy.Read().Bad).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_broken_line_is_named_and_the_others_are_read()
    {
        _copy.Append([Lines[0]]);
        File.AppendAllText(_copy.File, "{}\n{\"kind\":\"knead\"}\n\n{\"kind\":\"cleared\",\"area\":\"x\",\"locked\":\"now\",\"at\":\"2026-03-02T12:00:00.123Z\"}\n" + Lines[2].Text() + "\n");

        var reading = _copy.Read();

        Assert.Equal([Lines[0], Lines[2]], reading.Lines);
        Assert.Equal(
            [
                $"{_copy.File}: line 2: $.kind: is missing",
                $"{_copy.File}: line 3: $.kind: begun, dose, lock or cleared is expected",
                $"{_copy.File}: line 5: $.locked: 'now' in the store is no moment like 2026-03-01T18:30:00.000Z",
            ],
            reading.Bad.Select(bad => bad.Text).Where(bad => bad.Contains("line 2", StringComparison.Ordinal) || !bad.Contains("area", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_cannot_be_written_or_read_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "state"), "");
        Assert.StartsWith($"{_copy.File}: cannot be written: ", Assert.Throws<StoreException>(() => _copy.Append([Lines[0]])).Message, StringComparison.Ordinal);

        var folder = new DoseCopy(Directory.CreateDirectory(Path.Combine(_folder.FullName, "folder")).FullName);
        Assert.StartsWith($"{folder.File}: cannot be written: ", Assert.Throws<StoreException>(() => folder.Append([Lines[0]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_the_persons_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        _copy.Append([Lines[0]]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_copy.File));
    }
}
