using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Ratings;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Intake;

/// <summary>Finds and reads everything that an order names, or gives every reason why it cannot.</summary>
internal sealed class OrderReading
{
    private readonly IntakeParts _parts;
    private readonly List<string> _errors = [];
    private readonly List<string> _oddities = [];

    private OrderReading(IntakeParts parts) => _parts = parts;

    public MassageProgram? Program { get; private set; }

    public BodyArea? Area { get; private set; }

    public ResolvedDevice Device { get; private set; } = ResolvedDevice.None();

    public RatingScript? Script { get; private set; }

    /// <summary>The doses of the order's own ledger; null where it names none.</summary>
    public ImmutableArray<Dose>? Ledger { get; private set; }

    /// <summary>What the history calls the device: its whole address, as whoever finds the session later has no memory of names.</summary>
    public string KeptAs { get; private set; } = "";

    public ImmutableArray<string> Errors => [.. _errors];

    /// <summary>What the person should know, whether a session begins or not.</summary>
    public ImmutableArray<string> Oddities => [.. _oddities];

    /// <summary>All that a session needs; null where something is wrong or missing.</summary>
    public WholeOrder? Whole => _errors.Count == 0 && this is { Program: { } program, Place: { } place } ? new(program, place) : null;

    /// <summary>Where and with what; null where something is wrong or missing.</summary>
    public OrderPlace? Place => _errors.Count == 0 && this is { Area: { } area, Device.Traits: { } traits } ? new(area, traits) : null;

    public static OrderReading Of(SessionOrder order, IntakeParts parts)
    {
        var found = ProgramChoice.Find(parts.Programs, order.Program);
        var reading = OfPlace(order, parts);
        reading._errors.InsertRange(0, found.Errors.Select(error => reading.Say(error)));
        reading.Program = found.Program;
        return reading;
    }

    /// <summary>Without the program: whoever chooses one has named none.</summary>
    public static OrderReading OfPlace(SessionOrder order, IntakeParts parts)
    {
        var reading = new OrderReading(parts);
        reading.Area = reading.ReadArea(order.Area);
        reading.Device = reading.ReadDevice(order);
        reading.KeptAs = reading.Device.Reach?.Device ?? reading.Device.PairedAs ?? DeviceSetup.NameOf(order.Device ?? DeviceSetup.UsualSimulator);
        reading.Script = reading.ReadScript(order.Ratings);
        reading.Ledger = reading.ReadLedger(order.Ledger);
        return reading;
    }

    private string Say(Phrase phrase) => _parts.Language.Say(phrase);

    private BodyArea? ReadArea(string id)
    {
        var area = BodyAreas.Find(id);
        if (area is null)
            _errors.Add(Say($"there is no area '{id}'; there are {string.Join(", ", BodyAreas.All.Where(a => a.Locked is null).Select(a => a.Id))}"));
        return area;
    }

    private ResolvedDevice ReadDevice(SessionOrder order)
    {
        var folder = DataFolder.Of(order.Data, _parts.Variable).Path;
        if ((order.Device ?? Usual(folder)) is not { } id)
            return ResolvedDevice.None();
        var isSocket = id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal);
        if (isSocket && !order.Speed.IsReal)
            _errors.Add(Say("--speed: a device in another process keeps real time; only 1 works with socket:"));
        var device = _parts.FindDevice(new(id, order.Faults, order.Trace, order.Profiles) { Data = folder });
        if (!isSocket && device.Reach is not null && !order.Speed.IsReal)
            _errors.Add(Say($"--speed: {ShownName.Of(id, 60)} keeps real time; only 1 works with it"));
        _errors.AddRange(device.Errors.Select(Say));
        return device;
    }

    /// <summary>The device that is meant when nobody names one; null, with an error, when several may be.</summary>
    private string? Usual(string folder)
    {
        try
        {
            var paired = new PairedDevices(folder).All();
            if (paired.Length > 1)
                _errors.Add(Say($"several devices are paired: choose one with --device: {string.Join(", ", paired.Select(device => device.Id))}"));
            return paired.Length > 1 ? null : paired is [var only] ? only.Id : DeviceSetup.UsualSimulator;
        }
        catch (StoreException exception)
        {
            // A damaged file is set aside, and what was paired is lost with it.
            var opening = MassagerStore.Open(folder);
            opening.Store?.Dispose();
            _oddities.AddRange(opening.Notes.Select(Say));
            if (opening.Notes.IsEmpty)
                _errors.Add(Say(exception.Words));
            return opening.Notes.IsEmpty ? null : DeviceSetup.UsualSimulator;
        }
    }

    private RatingScript? ReadScript(string? file)
    {
        if (file is null)
            return null;
        try
        {
            var (script, errors) = RatingScript.Parse(file, BoundedFile.Lines(file, RatingScript.MostBytes));
            _errors.AddRange(errors.Select(Say));
            return script;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            _errors.Add(Say($"{file}: cannot be read: {FileErrorText.Of(exception, file)}"));
            return null;
        }
    }

    private ImmutableArray<Dose>? ReadLedger(string? file)
    {
        if (file is null)
            return null;
        var (doses, errors) = DoseLedgerFile.Read(file);
        _errors.AddRange(errors.Select(Say));
        return doses;
    }
}
