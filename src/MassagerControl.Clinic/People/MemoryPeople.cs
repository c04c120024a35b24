using System.Collections.Immutable;
using MassagerControl.Clinic.Storage;

namespace MassagerControl.Clinic.People;

/// <summary>Of a clinic that keeps nothing.</summary>
internal sealed class MemoryPeople(ClinicClock clock) : IPeople
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Kept> _people = new(StringComparer.Ordinal);

    public Task<bool> AddAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_people.TryAdd(id, new(new(id, null, clock.Now.ToUniversalTime(), null, null), [], Deleted: false)));
    }

    public Task<Person?> FindAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(Find(id)?.Person);
    }

    public Task<ImmutableArray<Person>> ListAsync(string wanted, string after, int most, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<ImmutableArray<Person>>(
            [
                .. _people.Values.Where(kept => !kept.Deleted && string.CompareOrdinal(kept.Person.Id, after) > 0).Select(kept => kept.Person)
                    .Where(person => person.Id.StartsWith(wanted, StringComparison.Ordinal) || person.Name?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true).Take(most),
            ]);
    }

    public Task<ImmutableArray<Person>> ExpectedAsync(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<ImmutableArray<Person>>([.. _people.Values.Where(kept => !kept.Deleted && kept.Person.Due < before).Select(kept => kept.Person).OrderBy(person => person.Due).Take(most)]);
    }

    public Task<bool> NameAsync(string id, string? name, CancellationToken cancellation) => ChangeAsync(id, person => person with { Name = name });

    public Task<bool> ExpectAsync(string id, DateTimeOffset? due, CancellationToken cancellation) => ChangeAsync(id, person => person with { Due = due });

    public Task<RecordKeeping> KeepAsync(string id, SessionRecord record, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Find(id) is not { } kept)
                return Task.FromResult(RecordKeeping.Deleted);
            if (kept.Records.FirstOrDefault(one => one.Session == record.Session) is { } before)
                return Task.FromResult(RecordText.Write(before) == RecordText.Write(record) ? RecordKeeping.Kept : RecordKeeping.Contradicts);
            ImmutableArray<SessionRecord> records = [.. kept.Records.Add(record).OrderBy(one => one.Ended)];
            _people[id] = kept with { Records = records, Person = kept.Person with { Last = RecordText.Visit(records[^1]) } };
            return Task.FromResult(RecordKeeping.Kept);
        }
    }

    public Task<ImmutableArray<SessionRecord>> RecordsAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(Find(id)?.Records ?? []);
    }

    public Task<ImmutableArray<string>> DeletedAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<ImmutableArray<string>>([.. _people.Values.Where(kept => kept.Deleted && kept.Person.Since >= since).Select(kept => kept.Person.Id)]);
    }

    public Task DeleteAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            if (!_people.TryGetValue(id, out var kept) || !kept.Deleted)
                _people[id] = new(new(id, null, clock.Now.ToUniversalTime(), null, null), [], Deleted: true);
        return Task.CompletedTask;
    }

    private Task<bool> ChangeAsync(string id, Func<Person, Person> change)
    {
        lock (_gate)
        {
            if (Find(id) is not { } kept)
                return Task.FromResult(false);
            _people[id] = kept with { Person = change(kept.Person) };
            return Task.FromResult(true);
        }
    }

    private Kept? Find(string id) => _people.TryGetValue(id, out var kept) && !kept.Deleted ? kept : null;

    private sealed record Kept(Person Person, ImmutableArray<SessionRecord> Records, bool Deleted);
}
