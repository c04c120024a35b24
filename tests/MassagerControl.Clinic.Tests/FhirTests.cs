using Firely.Fhir.Validation;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Specification.Source;
using Hl7.Fhir.Specification.Terminology;
using MassagerControl.Clinic.Fhir;
using MassagerControl.Clinic.People;
using MassagerControl.Tests.Clinic.People;
using MassagerControl.Tests.Clinic.Support;

namespace MassagerControl.Tests.Clinic;

/// <summary>FHIR R4: bundles hold the whole specification, and carry all that docs/clinic-data.md says.</summary>
public sealed class FhirTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 24, 18, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Validator> Specification = new(MakeValidator);

    [Fact]
    public void Bundles_of_a_hundred_random_sessions_are_valid_R4_and_lose_nothing()
    {
        var random = new Random(16);
        var sessions = 0;
        for (var person = 0; sessions < 100; person++)
        {
            var records = RandomRecords.Of(random, random.Next(1, 12));
            var name = random.Next(2) == 0 ? null : "Änne O'Neill";

            var json = SessionBundle.Write($"p-{person}", name, records, Now);
            var read = FhirJsonDeserializer.STRICT.DeserializeResource(json);

            AssertValid(read);
            var bundle = new ReadBundle((Bundle)read);
            Assert.Equal(($"p-{person}", name), (bundle.Person, bundle.Name));
            Assert.Equal(records.Select(RecordText.Write), bundle.Records().Select(RecordText.Write));
            sessions += records.Length;
        }
    }

    [Fact]
    public void A_rating_says_that_it_is_no_LOINC_pain_severity_and_has_no_code_of_it()
    {
        var record = RandomRecords.Of(new(1), 1)[0] with { Ratings = [new(TimeSpan.FromSeconds(31.5), 6)] };

        var bundle = SessionBundle.Of("p-1", null, [record], Now);

        var rating = Assert.Single(bundle.Entry.Select(entry => entry.Resource).OfType<Observation>(), one => one.Code.Coding[0].Code == SessionTerms.Rating);
        Assert.Equal(6, ((Integer)rating.Value!).Value);
        Assert.Contains("not the 0 to 10 pain severity of LOINC 72514-3", rating.Note[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("loinc.org", SessionBundle.Write("p-1", null, [record], Now), StringComparison.Ordinal);
    }

    /// <summary>A validator that says yes to everything would let the others pass.</summary>
    [Fact]
    public void The_validator_finds_what_is_wrong()
    {
        var bundle = SessionBundle.Of("p-1", null, RandomRecords.Of(new(2), 1), Now);
        bundle.Entry.Select(entry => entry.Resource).OfType<Procedure>().Single().Subject = null!;

        var found = Specification.Value.Validate(bundle);

        Assert.Contains(found.Issue, issue => issue.Severity is OperationOutcome.IssueSeverity.Error && issue.ToString().Contains("subject", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_records_are_the_same_bundle()
    {
        var records = RandomRecords.Of(new(7), 5);

        Assert.Equal(SessionBundle.Write("p-1", "Ann", records, Now), SessionBundle.Write("p-1", "Ann", records, Now));
        Assert.DoesNotContain("Ann", SessionBundle.Write("p-1", null, records, Now), StringComparison.Ordinal);
    }

    private static void AssertValid(Resource resource)
    {
        var bad = Specification.Value.Validate(resource).Issue.Where(issue => issue.Severity is not OperationOutcome.IssueSeverity.Information).Select(issue => issue.ToString()).Distinct();
        Assert.Equal([], bad);
    }

    private static Validator MakeValidator()
    {
        var source = new CachedResolver(new MultiResolver(new InMemoryResourceResolver(SessionTerms.Definition()), ZipSource.CreateValidationSource()));
        return new(source, new LocalTerminologyService(source));
    }
}
