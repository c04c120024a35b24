using System.Net;
using MassagerControl.Runtime.Certificates;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Tests.Runtime.Clinics;

namespace MassagerControl.Tests.Web;

/// <summary>By what a room knows its clinic, and the clinic its room.</summary>
public sealed class ClinicKeyTests
{
    private const string Fingerprint = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";

    [Theory]
    [InlineData("http://10.1.2.3:8430", "by https:// only")]
    [InlineData("http://clinic.local", "by https:// only")]
    [InlineData("ftp://clinic.local", "no address that begins with https://")]
    [InlineData("clinic", "no address that begins with https://")]
    [InlineData("https://me:secret@clinic.local", "more than a host, a port and a path")]
    [InlineData("https://clinic.local/?a=1", "more than a host, a port and a path")]
    public void An_address_in_plain_on_another_computer_is_none(string text, string why)
    {
        var (address, problem) = ClinicKey.Read(text);

        Assert.Null(address);
        Assert.Contains(why, problem!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://clinic.local", "https://clinic.local/")]
    [InlineData("http://127.0.0.1:8430/", "http://127.0.0.1:8430/")]
    [InlineData("http://[::1]:8430", "http://[::1]:8430/")]
    [InlineData("http://localhost:1/x", "http://localhost:1/x/")]
    public void An_address_ends_with_a_slash(string text, string address) => Assert.Equal(address, ClinicKey.Read(text).Address?.ToString());

    [Fact]
    public void The_key_is_for_this_user_alone_comes_back_whole_and_is_printed_nowhere()
    {
        var folder = Directory.CreateTempSubdirectory("massager-key-");
        try
        {
            var file = new ClinicKeyFile(folder.FullName);
            Assert.Equal((null, 0), (file.Read().Key, file.Read().Problems.Length));
            var key = new ClinicKey(new("https://clinic.local/"), Fingerprint, "room 1", "a secret");
            file.Write(key with { Token = "another" });
            file.Write(key);

            Assert.Equal(key, file.Read().Key);
            Assert.DoesNotContain("secret", $"{key}", StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
            File.WriteAllText(file.Path, "{}");
            Assert.NotEmpty(file.Read().Problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_is_pinned_is_taken_and_no_other(bool own)
    {
        using var certificate = LocalCertificate.Make(["127.0.0.1"], TimeProvider.System.GetUtcNow());
        await using var clinic = await FakeClinic.StartAsync(certificate: certificate);
        var pinned = own ? ClinicKey.ReadFingerprint(LocalCertificate.FingerprintOf(certificate)) : Fingerprint;
        await using var room = await ClinicHost.StartAsync(clinic, fingerprint: pinned);

        var (status, body) = await room.StartAsync("p-1");

        Assert.True(status == (own ? HttpStatusCode.Created : HttpStatusCode.Conflict), body.ToString());
        Assert.Equal(own, clinic.Requests.Count > 0);
    }

    [Theory]
    [InlineData(FakeClinic.Code, "room 1")]
    [InlineData("WRONG", null)]
    public async Task A_code_makes_this_computer_a_room(string code, string? name)
    {
        await using var clinic = await FakeClinic.StartAsync();

        var (key, against) = await ClinicJoining.JoinAsync(clinic.Address, null, code, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((name, name is null ? 1 : 0), (key?.Room, against.Length));
    }
}
