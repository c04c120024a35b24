using System.Diagnostics;
using System.Net;
using System.Text.Json;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;

namespace MassagerControl.Tests.Clinic;

/// <summary>The disk of the database is full. Needs root, for a disk of its own.</summary>
public sealed class FullDiskTests
{
    private const string Size = "size=160m";

    // Once may be the end of a page of the log.
    private const int Full = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Nothing_is_granted_that_is_not_kept_and_what_was_said_in_vain_counts_once_when_there_is_room_again()
    {
        var disk = Directory.CreateTempSubdirectory("clinic-disk-");
        Run("mount", "-t", "tmpfs", "-o", Size, "tmpfs", disk.FullName);
        try
        {
            await using var postgres = new PostgresServer(disk.CreateSubdirectory("pg"));
            await postgres.InitializeAsync();
            await using var silo = await ClinicProcess.StartAsync(await postgres.DatabaseAsync());
            using var admin = new ClinicCaller(silo.Address, await new ClinicCaller(silo.Address).EnrolAsync(silo.Code!));
            using var room = new ClinicCaller(silo.Address, await admin.LetInAsync("room", "one"));
            await FillAsync(disk, room);
        }
        finally
        {
            Run("umount", "-l", disk.FullName);
            disk.Delete();
        }

        static async Task FillAsync(DirectoryInfo disk, ClinicCaller room)
        {
            Assert.Equal(HttpStatusCode.OK, await ReserveAsync(room, "before"));
            var (number, failures) = (0, 0);
            for (var tries = 0; failures < Full; tries++)
            {
                Assert.True(tries < 10_000, "the disk never was full");
                // Whatever the database gives up is taken too.
                Fill(Path.Combine(disk.FullName, $"ballast-{tries}"));
                if (await ReserveAsync(room, $"p{number}") == HttpStatusCode.OK)
                    (number, failures) = (number + 1, 0);
                else
                    failures++;
            }
            var failed = $"p{number}";
            // What needs no new page may still be kept.
            var settled = await SettleAsync(room, "before");

            foreach (var ballast in disk.GetFiles("ballast-*"))
                ballast.Delete();
            Assert.True(settled is null or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{settled}");
            Assert.Equal(HttpStatusCode.OK, await AnsweredAsync(() => SettleAsync(room, "before")));
            Assert.Equal(HttpStatusCode.OK, await AnsweredAsync(() => ReserveAsync(room, failed)));
            // All that was granted is still known: another session there is refused.
            for (var granted = 0; granted < number; granted++)
                Assert.Equal(HttpStatusCode.Conflict, await AnsweredAsync(() => ReserveAsync(room, $"p{granted}", "again-")));
        }
    }

    private static void Fill(string file)
    {
        using var ballast = File.Create(file);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private static async Task<HttpStatusCode?> AnsweredAsync(Func<Task<HttpStatusCode?>> ask)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await ask() is { } status and not HttpStatusCode.ServiceUnavailable)
                return status;
            await Task.Delay(200, late.Token);
        }
    }

    private static Task<HttpStatusCode?> ReserveAsync(ClinicCaller room, string person, string mark = "") =>
        StatusAsync(() => room.ReserveAsync(person, $"{mark}{person}", 40, Until));

    private static Task<HttpStatusCode?> SettleAsync(ClinicCaller room, string person) => StatusAsync(() => room.SettleAsync(person, person, 33));

    // The same in every try.
    private static readonly DateTimeOffset Until = TimeProvider.System.GetUtcNow().AddMinutes(25);

    private static async Task<HttpStatusCode?> StatusAsync(Func<Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body)>> call)
    {
        try
        {
            return (await call()).Status;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join(' ', command));
    }
}
