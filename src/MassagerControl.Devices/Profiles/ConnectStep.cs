namespace MassagerControl.Devices.Profiles;

/// <summary>One step of what makes a new link usable. None of them can move a motor.</summary>
public abstract record ConnectStep;

public sealed record SubscribeStep(Endpoint Endpoint) : ConnectStep;

/// <summary>Sends an operation and waits for its answer where it has one.</summary>
public sealed record SendStep(Operation Operation) : ConnectStep;
