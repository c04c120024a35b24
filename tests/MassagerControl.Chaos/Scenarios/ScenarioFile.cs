using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassagerControl.Core;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Scenarios;

/// <summary>Scenarios as JSON files.</summary>
internal static class ScenarioFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Text(Scenario scenario) => JsonSerializer.Serialize(scenario, Options) + "\n";

    /// <exception cref="JsonException">It is no scenario.</exception>
    public static Scenario Parse(string json) =>
        JsonSerializer.Deserialize<Scenario>(json, Options) ?? throw new JsonException("a scenario is an object");

    /// <summary>The faults as the program itself reads them.</summary>
    /// <exception cref="ArgumentException">The program refuses them.</exception>
    public static FaultScript Script(ImmutableArray<DeviceFault> faults, LevelScale scale)
    {
        if (faults.IsEmpty)
            return FaultScript.None;
        var reading = FaultScriptReader.Parse("faults", JsonSerializer.Serialize(new { faults }, Options), scale);
        return reading.Value ?? throw new ArgumentException(string.Join("; ", reading.Errors), nameof(faults));
    }
}
