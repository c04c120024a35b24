using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Diagnosis;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Diagnosis;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager doctor</c>: looks at everything that a session needs of this computer, and makes the text of a bug report.</summary>
internal sealed class DoctorCommand(AppConsole console, AppParts parts)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _bundle = OptionValues.NotEmpty(
        new Option<string?>("--bundle") { Description = "Write findings, the last session's log and its profile into one file for a bug report; it is shown first.", HelpName = "FILE" }, "a file");
    private readonly Option<bool> _health = new("--health") { Description = "With --bundle: ratings, answers and places of the body too." };
    private readonly Option<string?> _capture = OptionValues.NotEmpty(
        new Option<string?>("--capture") { Description = "With --bundle: a Bluetooth capture too, cleaned, in a file beside it that ends with .capture.", HelpName = "FILE" }, "a file");
    private readonly Option<bool> _yes = new("--yes") { Description = "With --bundle: write it without asking." };
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var doctor = new Command("doctor", "Looks at what a session needs of this computer, and says what to do.") { _json, _bundle, _health, _capture, _yes, _profiles, _data };
        doctor.Validators.Add(result =>
        {
            if (result.GetResult(_bundle) is null && (result.GetValue(_health) || result.GetValue(_yes) || result.GetValue(_capture) is not null))
                result.AddError("--health, --capture and --yes belong to --bundle");
            if (result.GetResult(_bundle) is not null && result.GetValue(_json))
                result.AddError("--json and --bundle do not go together");
        });
        doctor.SetAction(RunAsync);
        return doctor;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        if (result.GetValue(_bundle) is { } path)
            return await BundleAsync(result, path, folder, cancellation).ConfigureAwait(false);
        var findings = await FindingsAsync(folder, cancellation).ConfigureAwait(false);
        if (result.GetValue(_json))
            console.Out.WriteLine(Json(findings));
        else
            foreach (var line in findings.SelectMany(Lines))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    private async Task<ImmutableArray<Finding>> FindingsAsync(DataFolder folder, CancellationToken cancellation) =>
    [
        .. SystemFindings.Versions(),
        .. await BluetoothAsync(cancellation).ConfigureAwait(false),
        .. BluetoothFindings.OfSwitches(BluetoothFindings.Switches),
        SystemFindings.Locks(parts.Variable),
        .. OperatingSystem.IsLinux() ? [SystemFindings.InstalledUnits(SystemFindings.UnitFolders(parts.Variable))] : ImmutableArray<Finding>.Empty,
        .. new StoreFindings(folder, parts.Clock).All(),
    ];

    private async Task<ImmutableArray<Finding>> BluetoothAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
            return [Finding.Note(BluetoothFindings.Topic, "this build has no radio of this system", "docs/platforms.md says what works where")];
        var radio = new BlueZRadio(new BlueZOptions());
        await using var closing = radio.ConfigureAwait(false);
        using var late = new CancellationTokenSource(LongestLook, parts.WallClock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return BluetoothFindings.Of(await radio.AdaptersAsync(either.Token).ConfigureAwait(false));
        }
        catch (GattException exception)
        {
            return [BluetoothFindings.Of(exception)];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [BluetoothFindings.Of(new GattException(GattFailure.TimedOut, "the Bluetooth service (bluetoothd) does not answer"))];
        }
    }

    private async Task<int> BundleAsync(ParseResult result, string path, DataFolder folder, CancellationToken cancellation)
    {
        if (console.Terminal is null && !result.GetValue(_yes))
            return Fail("--bundle shows what it writes and asks first; without a terminal say --yes");
        var (file, error) = LaterFile.Plan(path);
        if (file is null)
            return Fail(error!);
        using (file)
        {
            var (text, problem) = Report(result, await FindingsAsync(folder, cancellation).ConfigureAwait(false), folder);
            return text is null ? Fail(problem!) : Write(text, file, path, result.GetValue(_capture), asks: !result.GetValue(_yes));
        }
    }

    private int Write(string text, LaterFile file, string path, string? capture, bool asks)
    {
        console.Out.Write(text);
        if (asks && !Agreed(path))
        {
            console.Say("nothing is written.");
            return ExitCode.Completed;
        }
        if (file.Write(text) is { } problem)
            return Fail(problem);
        console.Say($"written: {path}");
        return capture is null ? ExitCode.Completed : WriteCapture(capture, path + ".capture");
    }

    private int WriteCapture(string capture, string path)
    {
        var (cleaned, problem) = CleanCapture.Write(capture, path, device: null);
        if (cleaned is null)
            return Fail(problem!);
        console.Say(CapturesCleanCommand.Written(path, cleaned));
        return ExitCode.Completed;
    }

    private (string? Text, Phrase? Error) Report(ParseResult result, ImmutableArray<Finding> findings, DataFolder folder)
    {
        using var store = MassagerStore.OpenExisting(folder.Path).Store;
        try
        {
            var report = new BugReport(ProfilesFolder.Library(result.GetRequiredValue(_profiles)), new Redaction(Names(folder)), result.GetValue(_health));
            return (report.Of(findings.SelectMany(Lines), store), null);
        }
        catch (StoreException exception)
        {
            return (null, exception.Words);
        }
    }

    private IEnumerable<(string Name, string Kind)> Names(DataFolder folder)
    {
        yield return (folder.Path, "folder");
        if (parts.Variable("HOME") is { Length: > 1 } home)
            yield return (home, "folder");
        if (parts.Variable("XDG_RUNTIME_DIR") is { Length: > 1 } runtime)
            yield return (runtime, "folder");
        yield return (Environment.UserName, "user");
        yield return (Environment.MachineName, "computer");
        foreach (var device in Paired(folder))
        {
            yield return (device.Id, "device");
            yield return (device.Name, "name");
            yield return (device.Address, "address");
        }
    }

    private static ImmutableArray<PairedDevice> Paired(DataFolder folder)
    {
        try
        {
            return new PairedDevices(folder.Path).All();
        }
        catch (StoreException)
        {
            // Said among the findings.
            return [];
        }
    }

    private bool Agreed(string file)
    {
        console.Ask($"Write this to {file}? [y/N]");
        return AppConsole.IsYes(console.Input.ReadLine());
    }

    private IEnumerable<string> Lines(Finding finding)
    {
        var mark = finding.State switch
        {
            FindingState.Good => "ok",
            FindingState.Note => "note",
            FindingState.Problem => "PROBLEM",
        };
        yield return $"{mark,-8} {finding.Topic,-12} {console.Language.Say(finding.Text)}";
        if (finding.Advice is { } advice)
            yield return $"{"",-21} {console.Language.Say($"what to do: {advice}")}";
    }

    private static string Json(ImmutableArray<Finding> findings) => JsonText.Indented(json =>
    {
        json.WriteStartArray();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("topic", finding.Topic);
            json.WriteString("state", finding.State switch { FindingState.Good => "ok", FindingState.Note => "note", FindingState.Problem => "problem" });
            json.WriteString("text", finding.Text.Text);
            json.WriteString("advice", finding.Advice?.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private int Fail(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }
}
