using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Makes this process a guard: prepares the device, and connects the guard to its owner, the terminal and the clock.</summary>
public sealed class GuardProcess : IDisposable
{
    private static readonly TimeSpan LongestRehearsal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly int _ownerId;
    private readonly IgnoredSignals _signals = new();
    private readonly SessionTerminal? _terminal;
    private readonly TextWriter? _errors;
    private readonly TextWriter _toOwner = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
    private readonly DeadlineTimeProvider _time;
    private readonly GuardNotices _notices;
    private readonly Language _language;
    private ParentProcess? _owner;
    private DeviceLock? _lock;
    private OwnerProcess? _session;
    private MakeMassager? _make;
    private volatile GuardRun? _run;

    /// <param name="screen">The session has the whole terminal.</param>
    public GuardProcess(int owner, bool screen, Language language)
    {
        (_ownerId, _language) = (owner, language);
        // A guard that is broken itself can at least stop the motor.
        _time = new DeadlineTimeProvider(_ => _run?.StepIn());
        _terminal = SessionTerminal.Open();
        _errors = OwnerErrors.Open(owner, skipTerminal: _terminal is not null);
        if (!OperatingSystem.IsWindows())
            NativeUnix.LeaveTerminal();
        _notices = new GuardNotices(Outputs(screen), () => _terminal?.Restore(), language);
    }

    /// <returns>Why this device cannot be guarded; null when it can.</returns>
    public async Task<Phrase?> PrepareAsync(Func<ResolvedDevice> find)
    {
        _owner = ParentProcess.Find(_ownerId);
        _session = OwnerProcess.Of(_ownerId);
        if (_owner is null)
            return "the session that it is for has ended";
        var choice = find();
        if (choice is not { Make: { } make, Reach: { } reach })
            return choice.Errors.IsEmpty ? "the device is none that another process can reach" : Phrase.Join("; ", choice.Errors);
        _make = make;
        return Lock(reach) ?? await RehearseAsync(reach).ConfigureAwait(false);
    }

    public void Refuse(Phrase reason)
    {
        _toOwner.Write(new GuardMessage(GuardMessageKind.Refused, Text: _language.Say(reason)).Line() + "\n");
        _toOwner.Flush();
    }

    /// <param name="kept">Where the session is kept; null where it is not.</param>
    public async Task<GuardEnd> RunAsync(KeptSession? kept)
    {
        using var run = new GuardRun(new()
        {
            Time = _time,
            FromOwner = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)),
            ToOwner = _toOwner,
            EndOwner = _owner!.Kill,
            OwnerHeard = () => _terminal?.Look(),
            Rescue = new MotorRescue(NewMassager, _time, _notices.TryFailed, _notices.Asks),
            Voice = _notices,
        });
        _run = run;
        using var awake = new SleepInhibitor(note => run.Note(_language.Say(note)));
        var end = await run.RunAsync().ConfigureAwait(false);
        if (end == GuardEnd.Stopped && kept is not null)
            RunningDevicesNote.Stopped(kept, _session, _time.GetUtcNow());
        _lock!.Dispose();
        _notices.Close(LongestFarewell);
        return end;
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _notices.Dispose();
        _terminal?.Dispose();
        _errors?.Dispose();
        _time.Dispose();
        _signals.Dispose();
    }

    private IEnumerable<NoticeOutput> Outputs(bool screen)
    {
        if (_terminal is not null)
            yield return new(_terminal.Lines, screen ? ScreenCodes.Leave : "", Shared: true);
        if (_errors is not null)
            yield return new(_errors) { Leave = OwnerErrors.IsPipe(_ownerId) ? _errors.Dispose : null };
    }

    private Phrase? Lock(DeviceAddress reach)
    {
        var folder = RuntimeFolder.Of(Environment.GetEnvironmentVariable);
        if (folder.Path is not { } path)
            return folder.Error;
        var tried = DeviceLock.Take(path, reach.LockName, LockRole.Guard, new(Environment.ProcessId, _time.GetUtcNow(), "massager guard"));
        _lock = tried.Lock;
        return tried.Refusal;
    }

    private async Task<Phrase?> RehearseAsync(DeviceAddress reach)
    {
        using var limit = new CancellationTokenSource(LongestRehearsal, _time);
        try
        {
            await reach.Rehearse(limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"it cannot even stop a virtual device of this kind: that takes longer than {LongestRehearsal.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is MassagerException or IOException or UnauthorizedAccessException)
        {
            return $"it cannot even stop a virtual device of this kind: {exception.Message}";
        }
    }

    private IMassager NewMassager() => _make!(_time).Massager;
}
