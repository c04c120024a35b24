using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>The calls to the massager that are under way: at most one of a kind, the newest output wins, off overtakes.</summary>
/// <remarks>Used by the loop only, so never by two threads at once; answers are posted back from any thread.</remarks>
internal sealed class SessionOperations(IMassager massager, Action<SessionInput> answer) : IDisposable
{
    private readonly IMassager _massager = massager;
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
        _ = RunAsync(new Connecting(this), connecting.Token);
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
        _ = RunAsync(new Driving(this, output), driving.Token);
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
        _ = RunAsync(new TurningOff(this, turn), _ended.Token);
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
    private async Task RunAsync(Operation operation, CancellationToken cancellation)
    {
        SessionInput? result;
        try
        {
            await operation.CallAsync(cancellation).ConfigureAwait(false);
            result = operation.Done();
        }
        catch (MassagerException exception)
        {
            result = operation.Failed(exception.Fault);
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
            result = operation.Failed(new(MassagerFaultKind.UncertainDelivery, $"internal error in the driver: {exception.Message}"));
        }
        operation.End();
        if (result is not null)
            answer(result);
    }

    /// <summary>A call to the massager, and what its end says to the session; null is nothing.</summary>
    private abstract class Operation
    {
        public abstract Task CallAsync(CancellationToken cancellation);

        public abstract SessionInput? Done();

        public abstract SessionInput? Failed(MassagerFault fault);

        public abstract void End();
    }

    private sealed class Connecting(SessionOperations own) : Operation
    {
        public override Task CallAsync(CancellationToken cancellation) => own._massager.ConnectAsync(cancellation);

        public override SessionInput Done() => new ConnectedInput();

        public override SessionInput Failed(MassagerFault fault) => new ConnectFailedInput(fault);

        public override void End() => own.EndConnect();
    }

    private sealed class Driving(SessionOperations own, Limited output) : Operation
    {
        public override Task CallAsync(CancellationToken cancellation) => own._massager.SetIntensityAsync(output.Intensity, cancellation);

        public override SessionInput Done() => new OutputAcceptedInput(output);

        public override SessionInput Failed(MassagerFault fault) => new OutputFailedInput(output, fault);

        public override void End() => own.EndDrive();
    }

    private sealed class TurningOff(SessionOperations own, int turn) : Operation
    {
        public override Task CallAsync(CancellationToken cancellation) => own.Stopping(turn, own._massager.StopAsync(cancellation));

        public override SessionInput? Done() => own.IsLast(turn) ? new OffConfirmedInput() : null;

        public override SessionInput? Failed(MassagerFault fault) => own.IsLast(turn) ? new OffFailedInput(fault) : null;

        public override void End() => own.EndTurnOff(turn);
    }
}
