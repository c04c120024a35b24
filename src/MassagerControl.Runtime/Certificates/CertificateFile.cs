using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Certificates;

/// <summary>Keeps the certificate of this computer with its key, in one file that only this user can read: the two always belong together.</summary>
/// <param name="folder">The data folder.</param>
public sealed class CertificateFile(string folder, TimeProvider time)
{
    /// <summary>One that ends so soon is made anew: nobody starts a service to be warned next week.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromDays(30);

    // Far more than a certificate and its key.
    private const int MostBytes = 64 * 1024;

    public string Path { get; } = System.IO.Path.Combine(folder, "https.pem");

    /// <summary>The one of before, where it is still good for all of these names; else a new one.</summary>
    /// <param name="say">Takes what the person should know: why there is a new one, which browsers warn of once more.</param>
    /// <exception cref="IOException">A new one cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public X509Certificate2 Get(ImmutableArray<string> names, Action<Phrase> say)
    {
        if (!File.Exists(Path))
            return Renew(names);
        var (kept, problem) = Read();
        problem ??= kept is null ? null : Outdated(kept, names);
        if (problem is null && kept is not null)
            return kept;
        kept?.Dispose();
        say($"the certificate of before is not used any more: {problem}; there is a new one, of which browsers warn once more");
        return Renew(names);
    }

    private (X509Certificate2? Certificate, Phrase? Problem) Read()
    {
        try
        {
            if (new FileInfo(Path).Length > MostBytes)
                return (null, $"{Path} is no certificate: it is too large");
            var text = File.ReadAllText(Path);
            using var read = X509Certificate2.CreateFromPem(text, text);
            return (Usable(read), null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return (null, $"{Path} is damaged");
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, $"{Path} cannot be read: {FileErrorText.Of(exception, Path)}");
        }
    }

    private Phrase? Outdated(X509Certificate2 kept, ImmutableArray<string> names)
    {
        var now = time.GetUtcNow();
        if (kept.NotAfter.ToUniversalTime() - now < Early || kept.NotBefore.ToUniversalTime() > now)
            return $"it is good until {kept.NotAfter.ToUniversalTime():yyyy-MM-dd} only";
        return names.Except(LocalCertificate.NamesIn(kept), StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } missing
            ? Phrase.Of($"it does not name {string.Join(", ", missing)}")
            : null;
    }

    private X509Certificate2 Renew(ImmutableArray<string> names)
    {
        using var made = LocalCertificate.Make(names, time.GetUtcNow());
        Write(made);
        return Usable(made);
    }

    /// <summary>A crash leaves the old file or the new one.</summary>
    private void Write(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        PrivateFile.MakeFolder(folder);
        var next = Path + ".new";
        using (var file = PrivateFile.Open(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, Path, overwrite: true);
    }

    // Windows speaks TLS with keys of its own store only.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) : new X509Certificate2(certificate);
}
