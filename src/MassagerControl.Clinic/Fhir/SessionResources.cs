using Hl7.Fhir.Model;
using MassagerControl.Clinic.People;

namespace MassagerControl.Clinic.Fhir;

/// <summary>The resources of one session.</summary>
/// <param name="subject">The person.</param>
/// <param name="device">Null where the room knows no profile.</param>
internal sealed class SessionResources(SessionRecord record, ResourceReference subject, ResourceReference? device)
{
    public SessionRecord Record => record;

    public Procedure Procedure() => new()
    {
        Identifier = [new(SessionTerms.SessionId, record.Session)],
        Status = record.Outcome == "completed" ? EventStatus.Completed : EventStatus.Stopped,
        Code = Program(),
        Subject = subject,
        Performed = new Period { StartElement = Moment(record.Began), EndElement = Moment(record.Ended) },
        Location = new() { Display = record.Room },
        BodySite = [Place()],
        Outcome = new() { Coding = [new(SessionTerms.Outcome, record.Outcome)], Text = record.Reason.Length == 0 ? null : record.Reason },
        UsedReference = device is null ? [] : [device],
    };

    public Observation Figures(ResourceReference procedure)
    {
        var figures = Observation(procedure, SessionTerms.Figures, "procedure");
        figures.Effective = Moment(record.Ended);
        Add(figures, SessionTerms.Press, new Quantity(record.Press.Ticks / (decimal)TimeSpan.TicksPerSecond, "s", SessionTerms.Ucum));
        Add(figures, SessionTerms.Reps, new Integer(record.Reps));
        Add(figures, SessionTerms.Levels, Whole(record.Levels));
        Add(figures, SessionTerms.HighestLevel, Whole(record.HighestLevel));
        Add(figures, SessionTerms.HighestIntensity, Percent(record.HighestIntensity));
        Add(figures, SessionTerms.HighestCap, Percent(record.HighestCap));
        Add(figures, SessionTerms.ConfirmedOff, new FhirBoolean(record.ConfirmedOff));
        Add(figures, SessionTerms.Simulated, new FhirBoolean(record.Simulated));
        Add(figures, SessionTerms.LeftOut, new Integer(record.LeftOut));
        return figures;
    }

    public Observation Rating(ResourceReference procedure, RatingRecord rating)
    {
        var observation = Said(procedure, SessionTerms.Rating, rating.At);
        observation.Value = new Integer(rating.Value);
        observation.Note = [new() { Text = SessionTerms.NotLoinc }];
        return observation;
    }

    public Observation Flag(ResourceReference procedure, FlagRecord flag)
    {
        var observation = Said(procedure, SessionTerms.RedFlag, flag.At);
        observation.Value = new CodeableConcept(SessionTerms.Flag, flag.Kind);
        return observation;
    }

    /// <summary>By the person, while the session ran.</summary>
    private Observation Said(ResourceReference procedure, string code, TimeSpan at)
    {
        var observation = Observation(procedure, code, "survey");
        observation.Effective = Moment(record.Began + at);
        observation.Performer = [subject];
        return observation;
    }

    private Observation Observation(ResourceReference procedure, string code, string category) => new()
    {
        Status = ObservationStatus.Final,
        Category = [SessionTerms.Category(category)],
        Code = SessionTerms.Concept(code),
        Subject = subject,
        PartOf = [procedure],
        BodySite = Place(),
    };

    private CodeableConcept Program()
    {
        var concept = SessionTerms.Concept(SessionTerms.Session);
        concept.Coding.Add(new(SessionTerms.Program, record.Program));
        return concept;
    }

    private CodeableConcept Place()
    {
        var concept = new CodeableConcept { Coding = [new(SessionTerms.Area, record.Area)] };
        if (record.Side is { } side)
            concept.Coding.Add(new(SessionTerms.Side, side));
        return concept;
    }

    private static void Add(Observation observation, string code, DataType? value)
    {
        if (value is not null)
            observation.Component.Add(new() { Code = SessionTerms.Concept(code), Value = value });
    }

    private static FhirDateTime Moment(DateTimeOffset moment) => new(moment.ToUniversalTime());

    private static Integer? Whole(int? number) => number is { } known ? new(known) : null;

    private static Quantity? Percent(double? percent) => percent is { } known ? new((decimal)known, "%", SessionTerms.Ucum) : null;
}
