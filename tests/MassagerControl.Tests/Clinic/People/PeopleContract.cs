using MassagerControl.Clinic.People;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Clinic.People;

/// <summary>What every place where people are kept must do.</summary>
public abstract class PeopleContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    internal TestClock Clock { get; } = new();

    internal abstract Task<IPeople> OpenAsync();

    [Fact]
    public async Task Somebody_is_listed_once_and_has_no_name_until_one_is_given()
    {
        var people = await OpenAsync();

        Assert.True(await people.AddAsync("p-1", None));
        Clock.Pass(1);
        Assert.False(await people.AddAsync("p-1", None));

        Assert.Equal(new Person("p-1", null, new TestClock().Now, null, null), Assert.Single(await people.ListAsync("", "", 9, None)));
        Assert.Null(await people.FindAsync("p-2", None));
    }

    [Fact]
    public async Task A_name_is_found_changed_and_forgotten_and_the_id_stays()
    {
        var people = await OpenAsync();
        await people.AddAsync("p-1", None);
        await people.AddAsync("p-2", None);

        Assert.True(await people.NameAsync("p-1", "Änne Müller", None));
        Assert.True(await people.NameAsync("p-1", "Änne Möller", None));
        Assert.Equal("p-1", Assert.Single(await people.ListAsync("änne mö", "", 9, None)).Id);
        Assert.Empty(await people.ListAsync("Müller", "", 9, None));
        Assert.Empty(await people.ListAsync("%", "", 9, None));

        Assert.True(await people.NameAsync("p-1", null, None));
        Assert.Empty(await people.ListAsync("Möller", "", 9, None));
        Assert.Null((await people.FindAsync("p-1", None))!.Name);
        Assert.False(await people.NameAsync("p-3", "Nobody", None));
        Assert.Null(await people.FindAsync("p-3", None));
    }

    [Fact]
    public async Task The_list_goes_on_behind_an_id_in_the_order_of_characters()
    {
        var people = await OpenAsync();
        foreach (var id in new[] { "b", "B", "a-1", "a.2", "C" })
            await people.AddAsync(id, None);

        var first = await people.ListAsync("", "", 2, None);
        var second = await people.ListAsync("", first[^1].Id, 9, None);

        Assert.Equal(["B", "C", "a-1", "a.2", "b"], first.Concat(second).Select(person => person.Id));
        Assert.Equal(["a-1", "a.2"], (await people.ListAsync("a", "", 9, None)).Select(person => person.Id));
    }

    [Fact]
    public async Task When_somebody_is_expected_is_kept_and_forgotten()
    {
        var people = await OpenAsync();
        await people.AddAsync("p-1", None);
        var due = Clock.Now.AddDays(7);

        Assert.True(await people.ExpectAsync("p-1", due, None));
        Assert.Equal(due, (await people.FindAsync("p-1", None))!.Due);
        Assert.True(await people.ExpectAsync("p-1", null, None));
        Assert.Null((await people.FindAsync("p-1", None))!.Due);
        Assert.False(await people.ExpectAsync("p-2", due, None));
    }

    [Fact]
    public async Task A_record_is_kept_once_as_it_was_told_and_another_of_the_same_session_is_refused()
    {
        var people = await OpenAsync();
        await people.AddAsync("p-1", None);
        var records = RandomRecords.Of(new(3), 20);
        foreach (var record in records)
        {
            Assert.Equal(RecordKeeping.Kept, await people.KeepAsync("p-1", record, None));
            Assert.Equal(RecordKeeping.Kept, await people.KeepAsync("p-1", record, None));
            Assert.Equal(RecordKeeping.Contradicts, await people.KeepAsync("p-1", record with { Reps = record.Reps + 1 }, None));
        }

        var kept = await people.RecordsAsync("p-1", None);

        Assert.Equal(records.OrderBy(record => record.Ended).Select(RecordText.Write), kept.Select(RecordText.Write));
        Assert.Equal(RecordText.Visit(kept[^1]), (await people.FindAsync("p-1", None))!.Last);
        Assert.Equal(RecordKeeping.Deleted, await people.KeepAsync("p-2", records[0], None));
        Assert.Null(await people.FindAsync("p-2", None));
    }

    [Fact]
    public async Task Who_was_deleted_is_gone_and_nothing_brings_them_back()
    {
        var people = await OpenAsync();
        await people.AddAsync("p-1", None);
        await people.AddAsync("p-2", None);
        await people.NameAsync("p-1", "Ann", None);
        await people.ExpectAsync("p-1", Clock.Now, None);
        var record = RandomRecords.Of(new(4), 1)[0];
        await people.KeepAsync("p-1", record, None);

        await people.DeleteAsync("p-1", None);
        var then = Clock.Now;
        Clock.Pass(1);
        await people.DeleteAsync("p-1", None);
        Assert.Equal(["p-1"], await people.DeletedAsync(then, None));
        Assert.Empty(await people.DeletedAsync(then.AddMinutes(1), None));

        Assert.Equal(RecordKeeping.Deleted, await people.KeepAsync("p-1", record, None));
        Assert.False(await people.AddAsync("p-1", None));
        Assert.False(await people.NameAsync("p-1", "Ann", None));
        Assert.False(await people.ExpectAsync("p-1", Clock.Now, None));
        Assert.Null(await people.FindAsync("p-1", None));
        Assert.Empty(await people.RecordsAsync("p-1", None));
        Assert.Empty(await people.ListAsync("Ann", "", 9, None));
        Assert.Equal("p-2", Assert.Single(await people.ListAsync("", "", 9, None)).Id);
    }
}
