using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MassagerControl.Devices.Json;

/// <summary>What came of reading a file: a value, or everything that is wrong with it.</summary>
public sealed record FileReading<T>
    where T : class
{
    internal FileReading(T? value, ImmutableArray<FileError> errors)
    {
        Value = errors.IsEmpty ? value : null;
        Errors = errors;
    }

    /// <summary>Null exactly when there are errors.</summary>
    public T? Value { get; }

    /// <summary>In the order in which the reader met them; empty when the file is good.</summary>
    public ImmutableArray<FileError> Errors { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;
}
