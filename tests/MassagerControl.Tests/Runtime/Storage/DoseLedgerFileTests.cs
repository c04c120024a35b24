using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class DoseLedgerFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_folder.FullName, "ledger.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_appended_is_read_in_order()
    {
        Dose[] doses =
        [
            new(new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.Zero), "blade-edge", "left", TimeSpan.FromSeconds(150.5), false),
            new(new DateTimeOffset(2026, 3, 2, 12, 0, 5, TimeSpan.Zero), "lower-back", null, TimeSpan.Zero, true),
        ];
        foreach (var dose in doses)
            DoseLedgerFile.Append(File, dose);

        var (read, errors) = DoseLedgerFile.Read(File);

        Assert.Empty(errors);
        Assert.Equal(doses, read);
    }

    [Fact]
    public void No_file_is_an_empty_ledger()
    {
        var (doses, errors) = DoseLedgerFile.Read(File);

        Assert.True(doses.IsEmpty);
        Assert.True(errors.IsEmpty);
    }

    [Fact]
    public void Every_broken_line_is_named()
    {
        System.IO.File.WriteAllLines(File, ["{}", """{"ended":"yesterday","area":"x","pressSeconds":1,"locked":false}""", "half a li"]);

        var errors = DoseLedgerFile.Read(File).Errors;

        Assert.Contains($"{File}: line 1: $.ended: is missing", errors.Select(error => error.Text));
        Assert.Contains($"{File}: line 2: $.ended: is no moment like 2026-03-01T18:30:00Z", errors.Select(error => error.Text));
        Assert.Contains(errors, error => error.Text.StartsWith($"{File}: line 3: $:", StringComparison.Ordinal));
    }
}
