namespace MassagerControl.Devices.Vectors;

/// <summary>A frame that the driver writes.</summary>
/// <param name="After">Since the frame before it; 0 for the first one.</param>
/// <param name="Operation">What it is by the profile; empty where it is none of its operations.</param>
/// <param name="Endpoint">The profile's name for where it goes.</param>
/// <param name="Hex">Its bytes.</param>
public sealed record DrivenFrame(TimeSpan After, string Operation, string Endpoint, bool WithResponse, string Hex);
