namespace MassagerControl.Devices.Simulation;

/// <summary>Which faults are in force. Times count from when the device was switched on.</summary>
internal sealed class FaultState
{
    private readonly Dictionary<Type, TimeSpan> _until = [];
    private readonly Dictionary<Type, int> _left = [];
    private TimeSpan _delay;

    public byte RefusalCode { get; private set; }

    public bool KeepsRunning { get; private set; }

    /// <summary>Commands do not arrive at the motor.</summary>
    public bool Deaf(TimeSpan now) => Lasts<Hung>(now);

    /// <summary>Nothing that the device says arrives.</summary>
    public bool Mute(TimeSpan now) => Lasts<Silent>(now) || Lasts<Hung>(now);

    public bool Unreachable(TimeSpan now) => Lasts<DropLink>(now) || Lasts<NeverConnect>(now) || Mute(now);

    public bool IgnoresStop(TimeSpan now) => Lasts<IgnoreStop>(now);

    public TimeSpan Delay(TimeSpan now) => Lasts<DelayAnswers>(now) ? _delay : TimeSpan.Zero;

    public void Begin(Fault fault, TimeSpan now)
    {
        switch (fault)
        {
            case LastingFault lasting:
                _until[fault.GetType()] = lasting.For is { } span ? now + span : TimeSpan.MaxValue;
                break;
            case CountedFault counted:
                _left[fault.GetType()] = _left.GetValueOrDefault(fault.GetType()) + counted.Times;
                break;
        }
        _delay = fault is DelayAnswers delay ? delay.By : _delay;
        RefusalCode = fault is RefuseWrite refusal ? refusal.Code : RefusalCode;
        KeepsRunning |= fault is KeepRunning;
    }

    /// <summary>Uses up one occurrence of a counted fault.</summary>
    public bool Take<T>()
        where T : CountedFault
    {
        var left = _left.GetValueOrDefault(typeof(T));
        if (left > 0)
            _left[typeof(T)] = left - 1;
        return left > 0;
    }

    private bool Lasts<T>(TimeSpan now) => _until.TryGetValue(typeof(T), out var until) && now < until;
}
