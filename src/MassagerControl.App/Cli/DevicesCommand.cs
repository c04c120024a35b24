using System.CommandLine;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager devices</c>: the devices that are paired.</summary>
internal sealed class DevicesCommand(AppConsole console, AppParts parts)
{
    private readonly Option<RadioChoice?> _radio = RadioOptions.Radio(parts.Radios, "Only devices that are paired over this one", used: false);
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var devices = new Command("devices", "Lists the paired devices.") { _radio, _json, _profiles, _data };
        devices.SetAction(Run);
        return devices;
    }

    private int Run(ParseResult result)
    {
        try
        {
            var radio = result.GetValue(_radio);
            var devices = new PairedDevices(DataFolder.Of(result.GetValue(_data), parts.Variable).Path).All().Where(device => radio is null || device.IsOn(radio)).ToArray();
            var library = ProfilesFolder.Library(result.GetRequiredValue(_profiles));
            if (result.GetValue(_json))
                console.Out.WriteLine(JsonText.Indented(json => DeviceJson.Write(json, devices, library, parts.Radios)));
            else
                foreach (var device in devices)
                    console.Out.WriteLine(Row(device, library));
            if (devices.Length == 0 && !result.GetValue(_json))
                console.Say("no device is paired yet: massager pair");
            return ExitCode.Completed;
        }
        catch (StoreException exception)
        {
            console.Complain(exception.Words);
            return ExitCode.BadInput;
        }
    }

    private string Row(PairedDevice device, ProfileLibrary library)
    {
        var simulated = DeviceJson.IsSimulated(device, parts.Radios) ? "SIM; " : "";
        var (battery, use) = (device.Battery, DeviceUse.HolderOf(device)?.Words);
        Phrase[] facts =
        [
            $"{ScanText.Address(device.Address, 60)} over {device.Radio}",
            $"last seen {LocalTime.Written(device.LastSeen.ToLocalTime())}",
            battery is { } percent ? $"battery {percent} % then" : Phrase.Empty,
            use is { } holder ? $"in use: {holder}" : Phrase.Empty,
        ];
        var told = string.Concat(facts.Where(fact => fact != Phrase.Empty).Select(fact => $"; {console.Language.Say(fact)}"));
        return $"{device.Id,-20}  {simulated}{DeviceJson.NameOf(device, library)} ({device.Profile}){told}";
    }
}
