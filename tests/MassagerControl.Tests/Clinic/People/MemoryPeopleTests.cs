using MassagerControl.Clinic.People;

namespace MassagerControl.Tests.Clinic.People;

/// <summary>People of a clinic that keeps nothing.</summary>
public sealed class MemoryPeopleTests : PeopleContract
{
    internal override Task<IPeople> OpenAsync() => Task.FromResult<IPeople>(new MemoryPeople(new(Clock)));
}
