using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Choosing;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Choosing;

/// <summary>Which programs of the library are suggested for an order, from what the intake says of each and what is kept. Begins nothing.</summary>
/// <param name="Errors">Why nothing can be suggested; empty where the rest counts.</param>
/// <param name="Forecast">What the intake says of every program.</param>
public sealed record ProgramSuggestions(ImmutableArray<string> Errors, PlaceForecast Forecast, ChoosingResult Result)
{
    /// <param name="order">Its program does not count.</param>
    public static ProgramSuggestions Of(SessionOrder order, IntakeParts parts)
    {
        var forecast = new SessionIntake(parts).Forecast(order, ProgramLibrary.Load(parts.Programs).Programs);
        if (forecast is not { Place: { } place, Massager: { } massager })
            return new(forecast.Errors, forecast, new([], []));
        var (past, error) = forecast.Kept ? Past(DataFolder.Of(order.Data, parts.Variable).Path, place, parts) : (KeptPast.None, null);
        if (error is not null)
            return new([parts.Language.Say(error)], forecast, new([], []));
        return new([], forecast, ProgramChoosing.Choose(new()
        {
            Place = place,
            Massager = massager,
            Candidates = [.. forecast.Programs.Select(Candidate)],
            Visits = past.Visits,
            Closed = past.Closed,
            Room = forecast.Programs.Select(told => told.DayRoom).FirstOrDefault(),
            Gentle = forecast.Gentle,
        }));
    }

    private static ProgramCandidate Candidate(ProgramForecast told) => new(told.Program, [.. told.Against.Select(Phrase.Verbatim)], told.Press)
    {
        Replacement = told.RunsAs.Id == told.Program.Id ? null : told.RunsAs.Id,
    };

    private static (KeptPast Past, Phrase? Error) Past(string folder, AreaPlace place, IntakeParts parts)
    {
        var (locks, error) = PlaceLocks.Read(folder, parts.Clock, parts.Questions);
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if ((error ?? opening.Error) is { } problem)
            return (KeptPast.None, problem);
        try
        {
            return (new(store?.Read(PastVisits.Of) ?? [], [.. locks.Where(held => held.Kind == PlaceLock.Injury && held.IsAt(place)).Select(held => ClosedFor(held, place))]), null);
        }
        catch (StoreException exception)
        {
            return (KeptPast.None, exception.Words);
        }
    }

    private static Phrase ClosedFor(PlaceLock held, AreaPlace place) =>
        Phrase.Of($"{BodyAreas.Find(place.Area)!.Name} stays closed until {held.NotBefore:yyyy-MM-dd HH:mm}: {held.Reason ?? Phrase.Empty}");

    private sealed record KeptPast(ImmutableArray<PastVisit> Visits, ImmutableArray<Phrase> Closed)
    {
        public static KeptPast None { get; } = new([], []);
    }
}
