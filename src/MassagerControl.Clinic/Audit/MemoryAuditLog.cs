using System.Collections.Immutable;
using MassagerControl.Clinic.Storage;

namespace MassagerControl.Clinic.Audit;

/// <summary>Of a clinic that keeps nothing.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class MemoryAuditLog(ClinicClock clock) : IAuditLog
{
    private readonly Lock _gate = new();
    private ImmutableList<AuditEntry> _entries = [];

    public Task AppendAsync(AuditAct what, CancellationToken cancellation)
    {
        lock (_gate)
            _entries = _entries.Add(AuditEntry.After(_entries.Count, _entries.Count == 0 ? AuditEntry.Origin : _entries[^1].Hash, what, clock.Now));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<AuditEntry>> ReadAsync(long after, int most, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<ImmutableArray<AuditEntry>>([.. _entries.Where(entry => entry.Seq > after).Take(most)]);
    }
}
