namespace MassagerControl.Core.Massagers;

/// <summary>Carries the <see cref="MassagerFault"/> of a failed operation; thrown by <see cref="IMassager"/> only.</summary>
public sealed class MassagerException : Exception
{
    public MassagerException(MassagerFault fault)
        : base(fault.Detail.Text) => Fault = fault;

    public MassagerException(MassagerFault fault, Exception inner)
        : base(fault.Detail.Text, inner) => Fault = fault;

    public MassagerException(MassagerFaultKind kind, Phrase detail)
        : this(new MassagerFault(kind, detail))
    {
    }

    public MassagerFault Fault { get; }
}
