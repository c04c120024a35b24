namespace MassagerControl.Core;

/// <summary>A sign that ends every session and locks the area.</summary>
public enum RedFlagKind
{
    Sharp,

    /// <summary>Numbness or tingling.</summary>
    Numb,

    /// <summary>Pain that runs down an arm or leg.</summary>
    Radiating,
}
