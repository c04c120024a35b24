using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Terminal;

/// <summary>What a key means.</summary>
internal abstract record KeyMeaning;

/// <summary>The session is told something.</summary>
/// <param name="Echo">Shown at once, so that the person knows the key arrived.</param>
internal sealed record SendInput(SessionInput Input, Phrase Echo) : KeyMeaning;

/// <summary>Help opens or closes; the session goes on.</summary>
internal sealed record ToggleHelp : KeyMeaning;

/// <summary>Everything is drawn again, e.g. after another program wrote to the terminal.</summary>
internal sealed record RedrawAll : KeyMeaning;

/// <summary>Nothing happens but a short answer.</summary>
internal sealed record ShowHint(Phrase Text) : KeyMeaning;
