using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.People;
using MassagerControl.Web.CheckIn;

namespace MassagerControl.Web.Endpoints;

/// <summary>The body of <c>POST /api/sessions</c>.</summary>
/// <param name="CheckIn">The moves of the check-in; null where nobody went through one.</param>
internal sealed record SessionRequestBody(SessionOrder Order, CheckInMove[]? CheckIn)
{
    // A faster clock is no use in real time, a slower one never comes to an end.
    private const double SlowestSpeed = 0.1;
    private const double FastestSpeed = 10_000;

    private const int LongestPersonId = 64;

    public static SessionRequestBody Of(JsonObjectCursor root, NetworkNames names, string profiles) => new(OrderOf(root, names, profiles), root.Optional("checkIn") is { } moves ? Moves(moves) : null);

    public static CheckInMove[] Moves(JsonValueCursor moves) => [.. moves.Array(Move, most: CheckInReplay.Most)];

    /// <returns>The id of a person of a clinic; null, with an error, where it is none.</returns>
    public static string? PersonId(JsonValueCursor id)
    {
        var said = id.String(1, LongestPersonId);
        if (said.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            return said;
        id.Error("has letters, digits, - and _ only");
        return null;
    }

    private static SessionOrder OrderOf(JsonObjectCursor root, NetworkNames names, string profiles) => new()
    {
        Program = names.Program(root.Required("program")),
        Device = root.Optional("device") is { } device ? names.Device(device) : null,
        Area = root.Optional("area") is { } area ? NetworkNames.Area(area) : "upper-trapezius",
        Side = root.Optional("side")?.Choice(("left", "left"), ("right", "right")) ?? "right",
        Speed = root.Optional("speed") is { } speed ? Speed(speed) : new(1),
        Seed = root.Optional("seed")?.Int(0, int.MaxValue),
        For = root.Optional("personId") is { } id && PersonId(id) is { } said ? new(said, null) : null,
        Person = root.Optional("person")?.Choice<SimulatedPersonModel?>(People),
        Ceiling = root.Optional("ceiling") is { } ceiling ? Intensity.FromPercent(ceiling.Number(0, 100, "percent")) : null,
        Reps = root.Optional("reps")?.Int(1, HardLimits.Reps),
        Press = root.Optional("press")?.Seconds(1, HardLimits.Press.TotalSeconds),
        WarmUp = root.Optional("warmUp")?.Bool() ?? true,
        CoolDown = root.Optional("coolDown")?.Bool() ?? true,
        Profiles = profiles,
    };

    private static (string Word, SimulatedPersonModel? Value)[] People { get; } =
        [.. Enum.GetValues<SimulatedPersonModel>().Select(model => (model.ToString().ToLowerInvariant(), (SimulatedPersonModel?)model))];

    private static SessionSpeed Speed(JsonValueCursor speed) => speed.IsString
        ? speed.Choice(("max", new SessionSpeed(null)))
        : new(speed.Number(SlowestSpeed, FastestSpeed));

    private static CheckInMove Move(JsonValueCursor move)
    {
        var read = CheckInMoves.Read(move.String(1, 40));
        if (read is null)
            move.Error("is no move of a check-in");
        return read ?? new Leave();
    }
}
