using System.Net;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Runtime.Certificates;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>A clinic with a certificate of its own, over real TLS: who compares its fingerprint talks to it and to nobody else.</summary>
public sealed class ClinicTlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-tls-");

    private string Data => Path.Combine(_folder.FullName, "room");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_room_that_was_told_the_fingerprint_joins_and_one_that_was_told_another_does_not_use_its_code_up()
    {
        using var certificate = Certificate();
        await using var clinic = await ServedClinic.StartAsync(options => options with { Certificate = certificate });
        var invited = (await clinic.Admin.PostAsync("/api/admin/codes", """{"role":"room","name":"one"}""")).Body!;
        var (code, fingerprint) = ((string)invited["code"]!, (string)invited["fingerprint"]!);
        Assert.Contains(fingerprint, clinic.Shown, StringComparison.Ordinal);
        var address = clinic.Address.ToString();

        var wrong = await Massager.RunAsync("clinic", "join", address, "--code", code, "--data", Data, "--fingerprint", new string('A', 64));
        Assert.Equal((2, false), (wrong.Exit, File.Exists(new ClinicKeyFile(Data).Path)));
        var without = await Massager.RunAsync("clinic", "join", address, "--code", code, "--data", Data);
        Assert.Equal((2, false), (without.Exit, File.Exists(new ClinicKeyFile(Data).Path)));
        var right = await Massager.RunAsync("clinic", "join", address, "--code", code, "--data", Data, "--fingerprint", fingerprint);
        Assert.True(right.Exit == 0, right.Error);

        var key = new ClinicKeyFile(Data).Read().Key!;
        using var room = new ClinicCaller(clinic.Address, key.Token, key.Fingerprint);
        Assert.Equal(HttpStatusCode.OK, (await room.ReserveAsync("ann", "s1", 60, clinic.Clock.Now.AddMinutes(20))).Status);
    }

    [Fact]
    public async Task In_plain_nobody_gets_in_there()
    {
        using var certificate = Certificate();
        await using var clinic = await ServedClinic.StartAsync(options => options with { Certificate = certificate });

        using var plain = new ClinicCaller(new UriBuilder(clinic.Address) { Scheme = "http" }.Uri);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => plain.GetAsync("/healthz"));
    }

    private X509Certificate2 Certificate() => new CertificateFile(_folder.FullName, TimeProvider.System).Get(["localhost", "127.0.0.1"], _ => { });
}
