namespace MassagerControl.Web.Telemetry;

/// <summary>Why a request is refused, in log and figures.</summary>
internal static class RefusedWords
{
    public const string Host = "host";
    public const string Origin = "origin";
    public const string Token = "token";
    public const string Role = "role";
    public const string Code = "code";
    public const string Paused = "paused";
}
