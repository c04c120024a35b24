namespace MassagerControl.Devices.Captures.Inference;

/// <summary>How a frame crossed the link.</summary>
public enum SeenKind
{
    WrittenWithResponse,
    WrittenWithoutResponse,
    Told,
}
