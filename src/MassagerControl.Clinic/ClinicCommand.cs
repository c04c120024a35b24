using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Certificates;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;
using Npgsql;

namespace MassagerControl.Clinic;

/// <summary>The command line of <c>massager-clinic</c>.</summary>
internal sealed class ClinicCommand(TextWriter output, TextWriter error, TimeProvider time)
{
    /// <summary>A bad command line, file or database; nothing was begun.</summary>
    public const int BadInput = 2;

    private const int UsualPort = 8430;
    private const int UsualSiloPort = 11_111;

    private readonly Option<bool> _development = new("--development") { Description = "One silo in memory: nothing is kept. Never for real people." };
    private readonly Option<string?> _database = new("--database") { Description = "The PostgreSQL database, as Npgsql names it: Host=…;Database=…;Username=…;Password=…. Otherwise the variable MASSAGER_CLINIC_DATABASE." };
    private readonly Option<int> _port = new("--port") { Description = $"Where the API listens, usually {UsualPort}; 0 is any that is free.", DefaultValueFactory = _ => UsualPort };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "A PEM file with a certificate and its key. With it other computers reach the API, over TLS alone; without it only this computer does." };
    private readonly Option<bool> _https = new("--https") { Description = "The same with a certificate that it makes for itself and shows the fingerprint of, which rooms are told: massager clinic join URL --fingerprint SHA256." };
    private readonly Option<string?> _data = new("--data") { Description = "With --https: the folder where certificate and key are kept, for this user alone; otherwise the data folder of massager." };
    private readonly Option<bool> _anyId = new("--any-id") { Description = "Rooms may use ids that the desk never made. Then a letter that was typed wrong is somebody new, without a past." };
    private readonly Option<string?> _siloAddress = new("--silo-address") { Description = "The address of this computer under which other silos reach it, in a network of their own; otherwise 127.0.0.1." };
    private readonly Option<int> _siloPort = new("--silo-port") { Description = $"The port for other silos, usually {UsualSiloPort}.", DefaultValueFactory = _ => UsualSiloPort };

    public Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var root = new RootCommand("The clinic: many rooms, one ledger of doses. It has no motor and no radio; whatever it does, a room's own limits hold.")
        {
            _development, _database, _port, _certificate, _https, _data, _anyId, _siloAddress, _siloPort,
        };
        root.SetAction(RunAsync);
        return root.Parse(args).InvokeAsync(new() { Output = output, Error = error, ProcessTerminationTimeout = null }, cancellation);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var database = result.GetValue(_database) ?? (result.GetValue(_development) ? null : Environment.GetEnvironmentVariable("MASSAGER_CLINIC_DATABASE"));
        if (result.GetValue(_development) == database is not null)
            return Complain("either --database CONNECTION or --development: the one keeps, the other forgets");
        var questions = QuestionFile.Read(QuestionFile.Shipped);
        if (questions.Value is null)
            return Complain(string.Join("; ", questions.Errors));
        if (result.GetValue(_https) && result.GetValue(_certificate) is not null)
            return Complain("either --certificate FILE or --https: the one is given, the other makes its own");
        var (certificate, problem) = result.GetValue(_https) ? OwnCertificate(result.GetValue(_data)) : Certificate(result.GetValue(_certificate));
        if (problem is not null)
            return Complain(problem);
        if (!IPAddress.TryParse(result.GetValue(_siloAddress) ?? "127.0.0.1", out var address))
            return Complain("--silo-address is an address, such as 10.0.0.3");
        var options = new ClinicOptions
        {
            Database = database,
            Port = result.GetValue(_port),
            Certificate = certificate,
            TakesAnyId = result.GetValue(_anyId),
            SiloAddress = address,
            SiloPort = result.GetValue(_siloPort),
            Time = time,
            Out = output,
            Error = error,
        };
        return await ServeAsync(options, questions.Value, cancellation).ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(ClinicOptions options, Core.Screening.CheckInQuestions questions, CancellationToken cancellation)
    {
        try
        {
            var service = new ClinicService(options, questions);
            await using var closing = service.ConfigureAwait(false);
            if (await service.StartAsync(cancellation).ConfigureAwait(false) is { } problem)
                return Complain(problem);
            await service.RunAsync(cancellation).ConfigureAwait(false);
            return 0;
        }
        catch (NpgsqlException exception)
        {
            return Complain($"the database does not answer: {exception.Message}");
        }
        catch (ArgumentException exception) when (options.Database is not null)
        {
            return Complain($"--database: {exception.Message}");
        }
        catch (IOException exception)
        {
            return Complain($"it cannot listen: {FileErrorText.Of(exception, null)}");
        }
    }

    private (X509Certificate2? Certificate, string? Problem) OwnCertificate(string? data)
    {
        var file = new CertificateFile(DataFolder.Of(data, Environment.GetEnvironmentVariable).Path, time);
        try
        {
            return (file.Get(OwnNames.All(LanAddress.Find()), why => error.WriteLine($"massager-clinic: {why}; rooms that were told its fingerprint do not take it: they join anew")), null);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, $"{file.Path}: the certificate cannot be kept: {FileErrorText.Of(exception, file.Path)}");
        }
    }

    private static (X509Certificate2? Certificate, string? Problem) Certificate(string? file)
    {
        if (file is null)
            return (null, null);
        try
        {
            return (X509Certificate2.CreateFromPemFile(file), null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return (null, $"{file}: it has no certificate with its key");
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, $"{file}: {FileErrorText.Of(exception, file)}");
        }
    }

    private int Complain(string problem)
    {
        error.WriteLine($"massager-clinic: {problem}");
        return BadInput;
    }
}
