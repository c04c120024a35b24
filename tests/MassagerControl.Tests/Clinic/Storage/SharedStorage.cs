using System.Collections.Concurrent;
using System.Globalization;
using MassagerControl.Clinic.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace MassagerControl.Tests.Clinic.Storage;

/// <summary>A storage that outlives every silo, and whose writes fail as one over a network does: before they were done, or after.</summary>
internal sealed class SharedStorage : IGrainStorage
{
    private static readonly StateJson Json = new();

    private readonly ConcurrentDictionary<string, (int Version, BinaryData State)> _kept = [];
    private readonly Lock _gate = new();
    private Random? _faults;

    /// <summary>How many writes failed before they were done, and after.</summary>
    public (int Before, int After) Failed { get; private set; }

    /// <summary>From now on one of so many writes and reads fails; none with null.</summary>
    public void FailBy(Random? faults)
    {
        lock (_gate)
            _faults = faults;
    }

    public T? Read<T>(string state, string key)
        where T : class => _kept.FirstOrDefault(one => one.Key == $"{state}/{key}") is { Key: not null } found ? Json.Deserialize<T>(found.Value.State) : null;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Draw() == 0)
            throw new IOException("The storage does not answer.");
        if (_kept.TryGetValue(KeyOf(stateName, grainId), out var kept))
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Json.Deserialize<T>(kept.State), Tag(kept.Version), true);
        else
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = Draw();
        lock (_gate)
        {
            if (fault == 0)
            {
                Failed = (Failed.Before + 1, Failed.After);
                throw new IOException("The write was not done.");
            }
            var key = KeyOf(stateName, grainId);
            var version = _kept.TryGetValue(key, out var kept) ? kept.Version : 0;
            if ((grainState.ETag ?? Tag(0)) != Tag(version))
                throw new InconsistentStateException("Somebody else has written.", Tag(version), grainState.ETag);
            _kept[key] = (version + 1, Json.Serialize(grainState.State));
            if (fault == 1)
            {
                Failed = (Failed.Before, Failed.After + 1);
                throw new IOException("The write was done, but its answer was lost.");
            }
            (grainState.ETag, grainState.RecordExists) = (Tag(version + 1), true);
        }
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _kept.TryRemove(KeyOf(stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }

    private int Draw()
    {
        lock (_gate)
            return _faults?.Next(20) ?? -1;
    }

    private static string KeyOf(string state, GrainId grain) => $"{state}/{grain.Key}";

    private static string Tag(int version) => version.ToString(CultureInfo.InvariantCulture);
}
