namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>An object path in the body of a message (type <c>o</c>).</summary>
internal readonly record struct BusPath(string Value)
{
    public override string ToString() => Value;
}
