using System.Collections.Concurrent;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.RadioContract.Fake;

/// <summary>What goes wrong with the next calls of a method, by its name; each fault happens once.</summary>
public sealed class FakeFaults
{
    private const int GiantBytes = 9 << 20;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<Task<BusReply?>>>> _faults = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Task>> _late = [];

    /// <summary>It is answered with an error.</summary>
    public void Fail(string member, string error, string message, int times = 1) =>
        Add(member, () => throw new BusException(BusFailure.Refused, message, error), times);

    /// <summary>Something else happens just before, and it is answered with an error.</summary>
    public void Fail(string member, Func<Task> before, string error, string message) => Add(
        member,
        async () =>
        {
            await before();
            throw new BusException(BusFailure.Refused, message, error);
        },
        1);

    /// <summary>It is never answered, and does nothing.</summary>
    public void Hang(string member, int times = 1) => Add(member, () => new TaskCompletionSource<BusReply?>().Task, times);

    /// <summary>It is done, but only then.</summary>
    public void Delay(string member, Task then) => Add(
        member,
        async () =>
        {
            await then;
            return null;
        },
        1);

    /// <summary>It is done at once, and answered only then.</summary>
    public void AnswerLate(string member, Task then) => _late.GetOrAdd(member, _ => new()).Enqueue(then);

    /// <summary>It is answered with more than anybody can want.</summary>
    public void Giant(string member) => Add(member, () => Task.FromResult<BusReply?>(new BusReply("ay", new byte[GiantBytes])), 1);

    /// <summary>It is answered with something of another type.</summary>
    public void Nonsense(string member) => Add(member, () => Task.FromResult<BusReply?>(new BusReply("u", 42u)), 1);

    internal Task HoldAsync(string member) => _late.TryGetValue(member, out var waiting) && waiting.TryDequeue(out var then) ? then : Task.CompletedTask;

    internal async Task<BusReply?> ApplyAsync(string member) =>
        _faults.TryGetValue(member, out var waiting) && waiting.TryDequeue(out var fault) ? await fault() : null;

    private void Add(string member, Func<Task<BusReply?>> fault, int times)
    {
        for (var i = 0; i < times; i++)
            _faults.GetOrAdd(member, _ => new()).Enqueue(fault);
    }
}
