using Microsoft.Extensions.Caching.Memory;

namespace MassagerControl.Clinic.Access;

/// <summary>Whom this silo let in within the last minutes. They may still stop rooms, and rooms wait for STOP, while the roster does not answer.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class RecentKeys : IDisposable
{
    /// <summary>For so long a key that was shut out may still stop, where the roster cannot be asked.</summary>
    public static readonly TimeSpan Last = TimeSpan.FromMinutes(10);

    private const int Most = 20_000;

    private readonly MemoryCache _keys = new(new MemoryCacheOptions { SizeLimit = Most });

    public void Add(string token, ClinicKey key) => _keys.Set(Secret.Hash(token), key, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Last });

    public void Remove(string token) => _keys.Remove(Secret.Hash(token));

    public ClinicKey? Find(string token) => _keys.Get<ClinicKey>(Secret.Hash(token));

    public void Dispose() => _keys.Dispose();
}
