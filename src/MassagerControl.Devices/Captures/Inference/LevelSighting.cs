namespace MassagerControl.Devices.Captures.Inference;

/// <summary>One marked level: the device's number and the frame that carried it.</summary>
internal sealed record LevelSighting(long Raw, SeenFrame Frame, int Times);
