using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>An input that waits for the loop.</summary>
/// <param name="Reply">Completed after the input was applied; null where nobody waits.</param>
internal readonly record struct QueuedInput(SessionInput Input, TaskCompletionSource<InputReply>? Reply);
