namespace MassagerControl.Tests.Support;

/// <summary>The projects whose code says something to a person.</summary>
internal static class PhraseProjects
{
    public static readonly (string Path, string Assembly)[] All =
    [
        ("src/MassagerControl.Core", "MassagerControl.Core"),
        ("src/MassagerControl.Devices", "MassagerControl.Devices"),
        ("src/MassagerControl.Radio.BlueZ", "MassagerControl.Radio.BlueZ"),
        ("src/MassagerControl.Runtime", "MassagerControl.Runtime"),
        ("src/MassagerControl.Web", "MassagerControl.Web"),
        ("src/MassagerControl.Clinic", "massager-clinic"),
        ("src/MassagerControl.App", "massager"),
    ];
}
