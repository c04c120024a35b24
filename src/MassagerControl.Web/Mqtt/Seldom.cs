namespace MassagerControl.Web.Mqtt;

/// <summary>Lets so many things through within a time, whoever sends a thousand.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class Seldom(int most, TimeSpan within, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _passed = new();

    public bool MayPass()
    {
        lock (_gate)
        {
            while (_passed.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= within)
                _passed.Dequeue();
            if (_passed.Count >= most)
                return false;
            _passed.Enqueue(time.GetTimestamp());
            return true;
        }
    }
}
