namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A method call that came in for an exported object.</summary>
/// <param name="Sender">The caller's unique name, vouched for by the bus.</param>
internal sealed record BusCall(string Sender, string Path, string Interface, string Member, object[] Arguments);

/// <summary>What is answered to a <see cref="BusCall"/>. Handles in it belong to the bus from then on, which closes them.</summary>
internal sealed record BusReply(string Signature = "", params object[] Values)
{
    public static BusReply Nothing { get; } = new();
}

/// <summary>Answers one call; a <see cref="BusException"/> with an error name becomes that error.</summary>
/// <remarks>
/// Calls to one exported object come in the order of their arrival, each as soon as the one before has returned its task. It may take as long
/// as it likes and throw whatever it likes: nobody but its own callers notices.
/// </remarks>
internal delegate Task<BusReply> AnswerCall(BusCall call);
