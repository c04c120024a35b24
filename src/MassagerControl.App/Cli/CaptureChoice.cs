using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>A capture, the device of it that is meant, the marks and the corrections: what the commands that look at captures have in common.</summary>
internal sealed class CaptureChoice(AppConsole console)
{
    // Fewer frames teach nothing: a phone greets other devices with one or two.
    private const int LeastToLearnFrom = 4;

    private readonly Argument<string> _file = OptionValues.NotEmpty(new Argument<string>("FILE") { Description = "A Bluetooth capture of the maker's app with the device." }, "a file");
    private readonly Option<string?> _device = OptionValues.NotEmpty(new Option<string?>("--device") { Description = "The address or name of the device, where the capture has several.", HelpName = "ADDR" }, "an address");
    private readonly Option<string?> _marks = OptionValues.NotEmpty(new Option<string?>("--marks") { Description = "A file of lines such as '12.5 level 3', '20 off', '31 battery 80'.", HelpName = "FILE" }, "a file");
    private readonly Option<string[]> _roles = RoleOption();

    /// <summary>What bytes are by the person; <c>learn</c> has it too.</summary>
    public static Option<string[]> RoleOption()
    {
        var option = new Option<string[]>("--role")
        {
            Description = $"What bytes are, e.g. 5A01@2=level: in frames that begin so, the byte at 2, from 0; one of {string.Join(", ", RoleText.Words)}. May be given again and again.",
            HelpName = "BEGINS@AT=ROLE",
            Arity = ArgumentArity.ZeroOrMore,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (RoleText.Read(token.Value, out var problem) is null)
                    result.AddError($"--role: {problem!.Text}");
        });
        return option;
    }

    public static ImmutableArray<RoleCorrection> Roles(string[]? texts) => [.. (texts ?? []).Select(text => RoleText.Read(text, out _)).OfType<RoleCorrection>()];

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in new Option[] { _device, _marks, _roles })
            command.Add(option);
    }

    public string File(ParseResult result) => result.GetRequiredValue(_file);

    /// <returns>Null where there is nothing to look at; that was said.</returns>
    public CaptureView? View(ParseResult result, int mostRows)
    {
        var path = File(result);
        if (CaptureFile.Read(path, out var problem) is not { } capture)
        {
            console.Complain(problem!);
            return null;
        }
        foreach (var fault in capture.Faults)
            console.Complain($"{path}: at byte {fault.Offset}: {fault.Reason}");
        if (Choose(path, capture.Conversation.Devices, result.GetValue(_device)) is not { } device)
            return null;
        var (marks, errors) = Marks(result.GetValue(_marks), capture.Origin.Began);
        foreach (var error in errors)
            console.Complain(error.InWords());
        return errors.IsEmpty ? CaptureView.Of(device, marks, Roles(result.GetValue(_roles)), mostRows) : null;
    }

    /// <param name="wanted">An address or a name; null where none was given.</param>
    /// <returns>Null where nobody can be asked, or nobody answers.</returns>
    public CapturedDevice? Choose(string path, ImmutableArray<CapturedDevice> all, string? wanted)
    {
        var told = all.Where(device => !device.OfHost && !device.Values.IsEmpty).ToImmutableArray();
        var own = told.Where(device => Learner.Own(device) > 0).ToImmutableArray();
        var much = own.Where(device => Learner.Own(device) >= LeastToLearnFrom).ToImmutableArray();
        var choice = !much.IsEmpty ? much : !own.IsEmpty ? own : told;
        if (wanted is not null)
            choice = [.. all.Where(device => device.Address.Equals(wanted, StringComparison.OrdinalIgnoreCase) || string.Equals(device.Name, wanted, StringComparison.OrdinalIgnoreCase))];
        if (choice is [var only])
            return only;
        if (choice.IsEmpty)
            console.Complain(wanted is null
                ? Phrase.Of($"{path}: no values of any device are in it: was the app connected to the device while it was recorded?")
                : Phrase.Of($"{path}: no device '{wanted}' is in it"));
        var listed = choice.IsEmpty ? told : choice;
        for (var at = 0; at < listed.Length; at++)
            console.Error.WriteLine($"  {at + 1}  {LearnText.Device(listed[at], console.Language)}");
        if (choice.IsEmpty)
            return null;
        if (console.Terminal is null)
            console.Complain($"{path}: {choice.Length} devices are in it: choose one with --device ADDR");
        return console.Terminal is null ? null : Asked(choice);
    }

    private static (ImmutableArray<Mark> Marks, ImmutableArray<FileError> Errors) Marks(string? file, DateTimeOffset? began) =>
        file is null ? ([], []) : MarksFile.Read(file, began);

    private CapturedDevice? Asked(ImmutableArray<CapturedDevice> choice)
    {
        console.Ask($"Which one? [1-{choice.Length}]");
        return OptionValues.Whole(console.Input.ReadLine() ?? "", 1, choice.Length) is { } number ? choice[number - 1] : null;
    }
}
