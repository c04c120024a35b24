using MassagerControl.Core.Control;

namespace MassagerControl.App.Terminal;

/// <summary>Puts snapshots on a terminal; one caller at a time. Any call may block, or throw when the terminal breaks.</summary>
internal interface IPainter
{
    void Enter();

    void Paint(SessionSnapshot snapshot, ScreenAid aid);

    /// <summary>The next paint draws everything.</summary>
    void Forget();

    void Leave();
}
