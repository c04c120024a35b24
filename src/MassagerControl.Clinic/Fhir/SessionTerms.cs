using System.Collections.Immutable;
using Hl7.Fhir.Model;

namespace MassagerControl.Clinic.Fhir;

/// <summary>By what names a bundle says what it carries (docs/clinic-data.md).</summary>
internal static class SessionTerms
{
    // Names, not addresses: nothing answers under a domain that ends so (RFC 2606).
    private const string Root = "http://massagercontrol.invalid/fhir/";

    public const string System = Root + "terms";
    public const string PersonId = Root + "person";
    public const string SessionId = Root + "session";
    public const string Program = Root + "program";
    public const string Profile = Root + "device-profile";
    public const string Area = Root + "area";
    public const string Side = Root + "side";
    public const string Outcome = Root + "outcome";
    public const string Flag = Root + "red-flag";
    public const string Ucum = "http://unitsofmeasure.org";
    public const string Categories = "http://terminology.hl7.org/CodeSystem/observation-category";

    public const string Session = "trigger-point-session";
    public const string Massager = "massager";
    public const string Rating = "discomfort-rating";
    public const string RedFlag = "red-flag";
    public const string Figures = "session-figures";
    public const string Press = "press-time";
    public const string Reps = "repetitions";
    public const string Levels = "device-levels";
    public const string HighestLevel = "highest-level";
    public const string HighestIntensity = "highest-intensity";
    public const string HighestCap = "highest-cap";
    public const string ConfirmedOff = "confirmed-off";
    public const string Simulated = "simulated";
    public const string LeftOut = "left-out";

    /// <summary>Stands in every rating, so that nobody takes it for another scale.</summary>
    public const string NotLoinc =
        "The person's own rating of the discomfort under pressure, from 1 (hardly felt) to 10 (worst). There is no 0. It is not the 0 to 10 pain severity of LOINC 72514-3 and must not be mapped to it.";

    private static readonly ImmutableArray<(string Code, string Display, string Definition)> All =
    [
        (Session, "Trigger-point session", "A program of presses on one place with a massage device, capped by how the person rates the discomfort."),
        (Massager, "Massage device", "A massage gun, ball or roller whose motor level a program sets."),
        (Rating, "Discomfort rating, 1 to 10", NotLoinc),
        (RedFlag, "Red flag", "The person reported something that ends a session at once and locks the place."),
        (Figures, "Figures of a session", "What a session had in all."),
        (Press, "Press time", "How long the motor pressed, all presses together."),
        (Reps, "Repetitions", "How many presses were done."),
        (Levels, "Levels of the device", "How many levels the device has above off."),
        (HighestLevel, "Highest level", "The highest level of the device that ran."),
        (HighestIntensity, "Highest intensity", "The highest level that ran, in percent of the device's highest."),
        (HighestCap, "Highest cap", "The most that the ratings allowed, in percent."),
        (ConfirmedOff, "Confirmed off", "The device itself confirmed at the end that its motor is off."),
        (Simulated, "Simulated", "The device was a simulation: no real motor ran."),
        (LeftOut, "Left out", "How many ratings and red flags more were given than the record holds."),
    ];

    public static CodeableConcept Concept(string code) => new() { Coding = [new(System, code, All.Single(one => one.Code == code).Display)] };

    public static CodeableConcept Category(string code) => new(Categories, code);

    /// <summary>Goes with every bundle: whoever reads it needs nothing else.</summary>
    public static CodeSystem Definition() => new()
    {
        Url = System,
        Version = "1",
        Name = "MassagerControlTerms",
        Title = "Terms of MassagerControl",
        Status = PublicationStatus.Active,
        Content = CodeSystemContentMode.Complete,
        CaseSensitive = true,
        Count = All.Length,
        Concept = [.. All.Select(one => new CodeSystem.ConceptDefinitionComponent { Code = one.Code, Display = one.Display, Definition = one.Definition })],
    };
}
