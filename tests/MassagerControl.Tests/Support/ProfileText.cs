namespace MassagerControl.Tests.Support;

/// <summary>A small valid profile as text, to be changed by a test.</summary>
internal static class ProfileText
{
    public const string Small = """
        {
          "format": 1, "id": "small", "name": "Small", "kind": "gun",
          "provenance": { "sources": [ { "title": "a test", "licence": "MIT" } ], "confidence": "virtual", "verifiedOnHardware": false, "unknown": [] },
          "safety": { "onDisconnect": "unknown" },
          "match": { "names": ["Small"] },
          "levels": { "table": [10, 20, 30] },
          "endpoints": {
            "control": { "service": "fff0", "characteristic": "fff1", "properties": ["write", "writeWithoutResponse"] },
            "status": { "service": "fff0", "characteristic": "fff2", "properties": ["notify"] }
          },
          "notifications": { "status": { "endpoint": "status", "frame": ["BB", { "field": "level", "as": "u8" }] } },
          "operations": {
            "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["AA", { "field": "level", "as": "u8" }] },
            "stop": { "endpoint": "control", "mode": "withResponse", "frame": ["AA 00"] }
          },
          "connect": [ { "subscribe": "status" } ]
        }
        """;

    /// <summary>A device that acknowledges nothing: its status is the only confirmation.</summary>
    public static string CommandsOnly => Small.Replace("\"mode\": \"withResponse\"", "\"mode\": \"withoutResponse\"");
}
