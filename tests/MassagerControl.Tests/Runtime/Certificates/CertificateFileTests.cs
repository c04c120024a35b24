using System.Security.Cryptography.X509Certificates;
using MassagerControl.Runtime.Certificates;
using MassagerControl.Tests.Web;

namespace MassagerControl.Tests.Runtime.Certificates;

/// <summary>The certificate stays the same as long as it can, so that a person is warned once.</summary>
public sealed class CertificateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-certificate-");
    private readonly ShiftedTime _time = new();
    private readonly List<string> _said = [];

    [Fact]
    public void It_is_kept_with_its_key_for_this_user_alone()
    {
        using var first = Get("localhost");
        using var second = Get("localhost");

        Assert.Equal(Print(first), Print(second));
        Assert.True(second.HasPrivateKey);
        Assert.Empty(_said);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File_.Path));
        Assert.Equal(["https.pem"], _folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void An_address_that_it_does_not_name_makes_a_new_one_and_one_that_is_gone_does_not()
    {
        using var first = Get("localhost", "192.0.2.1");
        using var fewer = Get("localhost");
        using var other = Get("localhost", "192.0.2.2");

        Assert.Equal(Print(first), Print(fewer));
        Assert.NotEqual(Print(first), Print(other));
        Assert.Contains("192.0.2.2", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, false)]
    [InlineData(368, true)]
    [InlineData(500, true)]
    [InlineData(-2, true)]
    public void One_that_ends_within_a_month_or_has_not_begun_is_made_anew(int days, bool renewed)
    {
        using var first = Get("localhost");
        _time.Pass(TimeSpan.FromDays(days));
        using var later = Get("localhost");

        Assert.Equal(renewed, Print(first) != Print(later));
        Assert.Equal(renewed ? 1 : 0, _said.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void A_damaged_file_is_a_sentence_and_a_new_certificate(string text)
    {
        File.WriteAllText(File_.Path, text);

        using var made = Get("localhost");
        using var again = Get("localhost");

        Assert.Contains("damaged", Assert.Single(_said), StringComparison.Ordinal);
        Assert.Equal(Print(made), Print(again));
    }

    [Fact]
    public void A_key_of_another_certificate_is_a_damaged_file()
    {
        using var first = Get("localhost");
        var one = File.ReadAllText(File_.Path);
        File.Delete(File_.Path);
        using var second = Get("localhost");
        var other = File.ReadAllText(File_.Path);
        File.WriteAllText(File_.Path, one[..one.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)] + other[other.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..]);

        using var third = Get("localhost");

        Assert.Contains("damaged", Assert.Single(_said), StringComparison.Ordinal);
        Assert.True(Print(third) != Print(first) && Print(third) != Print(second));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gives_no_certificate()
    {
        Directory.CreateDirectory(File_.Path + ".new");

        Assert.True(Record.Exception(() => Get("localhost")) is IOException or UnauthorizedAccessException);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CertificateFile File_ => new(_folder.FullName, _time);

    private X509Certificate2 Get(params string[] names) => File_.Get([.. names], line => _said.Add(line.Text));

    private static string Print(X509Certificate2 certificate) => LocalCertificate.FingerprintOf(certificate);
}
