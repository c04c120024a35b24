using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>A device written down as what it does with bytes. No profile is known to it.</summary>
public sealed record ScriptedDeviceModel
{
    /// <summary>What it advertises.</summary>
    public required string Name { get; init; }

    public ImmutableArray<GattUuid> Services { get; init; } = [];

    /// <summary>At least one.</summary>
    public required ImmutableArray<string> Motors { get; init; }

    public required ImmutableArray<GattCharacteristic> Characteristics { get; init; }

    /// <summary>Every rule that fits a write applies, in this order.</summary>
    public required ImmutableArray<WriteRule> Rules { get; init; }

    /// <summary>What can be read; no byte of it comes from a write.</summary>
    public required ImmutableDictionary<GattCharacteristic, ImmutableArray<ScriptedByte>> Values { get; init; }

    /// <summary>What its motors do without a link: <see cref="OnDisconnect.Stops"/> or <see cref="OnDisconnect.Continues"/>.</summary>
    public OnDisconnect OnDisconnect { get; init; } = OnDisconnect.Continues;
}

/// <summary>What the device does with a write.</summary>
/// <param name="Begins">The write begins with these bytes.</param>
public sealed record WriteRule(GattCharacteristic On, ImmutableArray<byte> Begins)
{
    /// <summary>The motors that it is for.</summary>
    public ImmutableArray<string> Motors { get; init; } = [];

    /// <summary>What they run at from now on; null when the rule sets none.</summary>
    public ScriptedByte? Level { get; init; }

    /// <summary>The level waits for a rule that commits, on the same link.</summary>
    public bool Holds { get; init; }

    /// <summary>Levels that wait take effect.</summary>
    public bool Commits { get; init; }

    /// <summary>It applies from the n-th write on that fits; 1 or more.</summary>
    public int From { get; init; } = 1;

    /// <summary>What the device says, or null.</summary>
    public ScriptedWord? Says { get; init; }
}

/// <summary>Where a number from 0 to 255 comes from.</summary>
public enum ByteSource
{
    /// <summary>It stands in the script.</summary>
    Script,

    /// <summary>A byte of the write.</summary>
    Write,

    /// <summary>What the strongest motor runs at.</summary>
    Level,
}

/// <summary>A number from 0 to 255.</summary>
/// <param name="Value">Itself, or the place of the byte in the write.</param>
public readonly record struct ScriptedByte(byte Value, ByteSource Source = ByteSource.Script)
{
    /// <returns>0 where the write is too short.</returns>
    public byte In(ReadOnlySpan<byte> write, int level) => Source switch
    {
        ByteSource.Script => Value,
        ByteSource.Write => Value < write.Length ? write[Value] : (byte)0,
        ByteSource.Level => (byte)level,
    };
}

/// <summary>A notification.</summary>
public sealed record ScriptedWord(GattCharacteristic On, ImmutableArray<ScriptedByte> Bytes);
