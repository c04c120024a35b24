using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles;

/// <summary>One step of what makes a new link usable. None of them can move a motor.</summary>
public abstract record ConnectStep;

public sealed record SubscribeStep(Endpoint Endpoint) : ConnectStep;

/// <summary>Reads a value; what a notification of that endpoint describes is taken as said by the device.</summary>
public sealed record ReadStep(Endpoint Endpoint) : ConnectStep;

/// <summary>Sends an operation and waits for its answer where it has one.</summary>
public sealed record SendStep(Operation Operation) : ConnectStep;

/// <summary>Waits until the device says something, or has said it on this link.</summary>
/// <param name="Where">Numbers that it must carry; none for any.</param>
public sealed record WaitStep(NotificationFormat For, FieldValues Where, TimeSpan Within) : ConnectStep
{
    /// <summary>What a person must do at the device meanwhile; empty where nobody has to.</summary>
    public string Say { get; init; } = "";
}

/// <summary>Lets time pass.</summary>
public sealed record DelayStep(TimeSpan Time) : ConnectStep;

/// <summary>Asks for longer packets.</summary>
/// <param name="Bytes">The ATT MTU, 23–517.</param>
public sealed record MtuStep(int Bytes) : ConnectStep;

/// <summary>Bonds with the device.</summary>
public sealed record BondStep : ConnectStep;
