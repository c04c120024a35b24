// In FHIR everything may be missing; where a bundle lacks what it should carry, reading it throws, and the test fails.
#nullable disable warnings

using System.Collections.Immutable;
using Hl7.Fhir.Model;
using MassagerControl.Clinic.Fhir;
using MassagerControl.Clinic.People;

namespace MassagerControl.Tests.Clinic.Support;

/// <summary>A bundle as somebody else reads it: by what stands in it alone.</summary>
internal sealed class ReadBundle(Bundle bundle)
{
    private readonly Dictionary<string, Resource> _resources = bundle.Entry.ToDictionary(entry => entry.FullUrl, entry => entry.Resource);

    private Patient Patient => _resources.Values.OfType<Patient>().Single();

    public string Person => Patient.Identifier.Single(one => one.System == SessionTerms.PersonId).Value;

    public string? Name => Patient.Name.SingleOrDefault()?.Text;

    public IEnumerable<SessionRecord> Records() => bundle.Entry.Where(entry => entry.Resource is Procedure).Select(entry => Record(entry.FullUrl, (Procedure)entry.Resource));

    private SessionRecord Record(string url, Procedure session)
    {
        Assert.Same(Patient, _resources[session.Subject.Reference]);
        var parts = _resources.Values.OfType<Observation>().Where(one => one.PartOf.Single().Reference == url).ToArray();
        Assert.All(parts, one => Assert.Same(Patient, _resources[one.Subject.Reference]));
        Assert.All(parts, one => Assert.True(one.BodySite.IsExactly(session.BodySite.Single())));
        var figures = parts.Single(one => Code(one.Code) == SessionTerms.Figures).Component.ToDictionary(one => Code(one.Code), one => one.Value);
        var period = (Period)session.Performed;
        var began = Moment(period.StartElement);
        return new()
        {
            Session = session.Identifier.Single(one => one.System == SessionTerms.SessionId).Value,
            Room = session.Location.Display,
            Area = Coded(session.BodySite.Single(), SessionTerms.Area)!,
            Side = Coded(session.BodySite.Single(), SessionTerms.Side),
            Program = Coded(session.Code, SessionTerms.Program)!,
            Profile = session.UsedReference.Count == 0 ? null : ((Device)_resources[session.UsedReference.Single().Reference]).Identifier.Single(one => one.System == SessionTerms.Profile).Value,
            Began = began,
            Ended = Moment(period.EndElement),
            Outcome = Coded(session.Outcome, SessionTerms.Outcome)!,
            Reason = session.Outcome.Text ?? "",
            Press = Seconds(figures[SessionTerms.Press]),
            Reps = Whole(figures[SessionTerms.Reps])!.Value,
            Levels = Whole(figures.GetValueOrDefault(SessionTerms.Levels)),
            HighestLevel = Whole(figures.GetValueOrDefault(SessionTerms.HighestLevel)),
            HighestIntensity = Percent(figures.GetValueOrDefault(SessionTerms.HighestIntensity)),
            HighestCap = Percent(figures.GetValueOrDefault(SessionTerms.HighestCap)),
            ConfirmedOff = ((FhirBoolean)figures[SessionTerms.ConfirmedOff]).Value!.Value,
            Simulated = ((FhirBoolean)figures[SessionTerms.Simulated]).Value!.Value,
            LeftOut = Whole(figures[SessionTerms.LeftOut])!.Value,
            Ratings = Said(parts, SessionTerms.Rating, (at, one) => new RatingRecord(at - began, Whole(one.Value)!.Value)),
            Flags = Said(parts, SessionTerms.RedFlag, (at, one) => new FlagRecord(at - began, Coded((CodeableConcept)one.Value, SessionTerms.Flag)!)),
        };
    }

    private static ImmutableArray<T> Said<T>(Observation[] parts, string code, Func<DateTimeOffset, Observation, T> read) =>
        [.. parts.Where(one => Code(one.Code) == code).Select(one => read(Moment((FhirDateTime)one.Effective), one))];

    private static string Code(CodeableConcept concept) => Coded(concept, SessionTerms.System)!;

    private static string? Coded(CodeableConcept concept, string system) => concept.Coding.SingleOrDefault(one => one.System == system)?.Code;

    private static DateTimeOffset Moment(FhirDateTime moment) => moment.ToDateTimeOffset(TimeSpan.Zero);

    private static int? Whole(DataType? value) => (value as Integer)?.Value;

    private static TimeSpan Seconds(DataType value)
    {
        Assert.Equal((SessionTerms.Ucum, "s"), (((Quantity)value).System, ((Quantity)value).Code));
        return TimeSpan.FromTicks((long)(((Quantity)value).Value!.Value * TimeSpan.TicksPerSecond));
    }

    private static double? Percent(DataType? value)
    {
        Assert.True(value is null or Quantity { System: SessionTerms.Ucum, Code: "%" });
        return (double?)(value as Quantity)?.Value;
    }
}
