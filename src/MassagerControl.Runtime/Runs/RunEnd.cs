using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Runs;

/// <summary>How a run ended: with a result, or by a fault of this program.</summary>
/// <param name="Cap">What the ratings allowed at the end.</param>
public sealed record RunEnd(SessionResult? Result, Phrase? Broken, Intensity Cap);
