using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>The calls to the massager that are under way: at most one of a kind, the newest output wins, off overtakes.</summary>
/// <remarks>Used by the loop only, so never by two threads at once; answers are posted back from any thread.</remarks>
internal sealed class SessionOperations(IMassager massager, Action<SessionInput> answer) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _connecting;
    private CancellationTokenSource? _driving;
    private Limited? _driven;
    private bool _turningOff;
    private int _stopTurn;
    private Task? _stop;
    private Limited? _nextDrive;

    /// <summary>What broke in our own code, not in the device.</summary>
    public Exception? Broken { get; private set; }

    public void Connect()
    {
        var connecting = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        lock (_gate)
            _connecting = connecting;
        _ = RunAsync(massager.ConnectAsync, () => new ConnectedInput(), fault => new ConnectFailedInput(fault), EndConnect, connecting.Token);
    }

    /// <summary>A lower output calls off a higher one that has not left yet.</summary>
    public void Drive(Limited output)
    {
        var (driving, higher) = Take(output);
        if (driving is null)
        {
            CallOff(higher);
            return;
        }
        _ = RunAsync(
            token => massager.SetIntensityAsync(output.Intensity, token),
            () => new OutputAcceptedInput(output),
            fault => new OutputFailedInput(output, fault),
            EndDrive,
            driving.Token);
    }

    /// <summary>A connect under way is called off after the stop has begun: a link that stands by then is the one that it goes over.</summary>
    public void TurnOff()
    {
        CancellationTokenSource? connecting;
        int turn;
        lock (_gate)
        {
            _nextDrive = null;
            // A stop that has ended is none that is under way, whether or not its answer has come through by now.
            if (_turningOff && _stop is not { IsCompleted: true })
                return;
            (turn, _stop, _turningOff) = (++_stopTurn, null, true);
            connecting = _connecting;
        }
        _ = RunAsync(
            token => Stopping(turn, massager.StopAsync(token)),
            () => IsLast(turn) ? new OffConfirmedInput() : null,
            fault => IsLast(turn) ? new OffFailedInput(fault) : null,
            () => EndTurnOff(turn),
            _ended.Token);
        CallOff(connecting);
    }

    /// <summary>Calls everything off: the session is over, nothing more is written.</summary>
    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();

    private void EndConnect()
    {
        lock (_gate)
        {
            _connecting?.Dispose();
            _connecting = null;
        }
    }

    /// <returns>What calls the drive off that begins now; or, when one is under way, what calls that one off because it is higher.</returns>
    private (CancellationTokenSource? Driving, CancellationTokenSource? Higher) Take(Limited output)
    {
        lock (_gate)
        {
            if (_driving is { } before)
            {
                _nextDrive = output;
                return (null, output.Level < _driven!.Level ? before : null);
            }
            (_driving, _driven) = (CancellationTokenSource.CreateLinkedTokenSource(_ended.Token), output);
            return (_driving, null);
        }
    }

    private static void CallOff(CancellationTokenSource? operation)
    {
        try
        {
            operation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    private void EndDrive()
    {
        Limited? next;
        lock (_gate)
        {
            _driving!.Dispose();
            _driving = null;
            (next, _nextDrive) = (_nextDrive, null);
        }
        if (next is not null)
            Drive(next);
    }

    private Task Stopping(int turn, Task stop)
    {
        lock (_gate)
            _stop = turn == _stopTurn ? stop : _stop;
        return stop;
    }

    /// <summary>What an older stop has to say is no news of a newer one.</summary>
    private bool IsLast(int turn)
    {
        lock (_gate)
            return turn == _stopTurn;
    }

    private void EndTurnOff(int turn)
    {
        lock (_gate)
            _turningOff &= turn != _stopTurn;
    }

    // Completes inline when the device answers inline: virtual time has no other thread.
    private async Task RunAsync(
        Func<CancellationToken, Task> call,
        Func<SessionInput?> done,
        Func<MassagerFault, SessionInput?> failed,
        Action ended,
        CancellationToken cancellation)
    {
        SessionInput? result;
        try
        {
            await call(cancellation).ConfigureAwait(false);
            result = done();
        }
        catch (MassagerException exception)
        {
            result = failed(exception.Fault);
        }
        catch (OperationCanceledException)
        {
            result = null;
        }
#pragma warning disable CA1031 // The boundary to driver code: whatever breaks there must turn the motor off, not end up unobserved.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broken ??= exception;
            result = failed(new(MassagerFaultKind.UncertainDelivery, $"internal error in the driver: {exception.Message}"));
        }
        ended();
        if (result is not null)
            answer(result);
    }
}
