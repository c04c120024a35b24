using System.Globalization;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>Answers what bluetoothd asks while one device is bonded with (doc/agent-api.txt of BlueZ).</summary>
/// <remarks>Nobody but bluetoothd is answered, and nothing is granted to any other device.</remarks>
internal sealed class BlueZAgent(BlueZDevice device, CancellationToken cancellation)
{
    private const uint LargestPasskey = 999_999;

    /// <summary>Without somebody to ask for a number, devices that want one are not bonded with.</summary>
    public static string Capability(BlueZOptions options) => options.AskPin is null ? "NoInputNoOutput" : "KeyboardOnly";

    public async Task<BusReply> AnswerAsync(BusCall call)
    {
        if (call.Sender != device.Objects.Tree.Owner || call.Interface != BlueZNames.Agent)
            throw new BusException(BusFailure.Refused, "this agent is bluetoothd's only", BusErrors.AccessDenied);
        if (call.Member is "Release" or "Cancel")
            return BusReply.Nothing;
        if (call.Arguments is not [BusPath asked, ..] || asked.Value != device.Path)
            throw Rejected("not the device that is being bonded with");
        return call.Member switch
        {
            // Just Works: the person has chosen this device, and it has nothing to compare.
            "RequestAuthorization" or "AuthorizeService" or "DisplayPinCode" or "DisplayPasskey" => BusReply.Nothing,
            "RequestPinCode" => new("s", await AskAsync().ConfigureAwait(false)),
            "RequestPasskey" => new("u", Passkey(await AskAsync().ConfigureAwait(false))),
            // Two equal numbers cannot be compared by somebody who sees only one of them.
            _ => throw Rejected($"{call.Member} is more than this program can answer"),
        };
    }

    private async Task<string> AskAsync() =>
        device.Options.AskPin is { } ask && await ask(device.Name, cancellation).ConfigureAwait(false) is { Length: > 0 } pin ? pin : throw Rejected("no number was given");

    private static uint Passkey(string pin) =>
        uint.TryParse(pin, NumberStyles.None, CultureInfo.InvariantCulture, out var passkey) && passkey <= LargestPasskey
            ? passkey
            : throw Rejected("the number has up to six digits");

    private static BusException Rejected(string why) => new(BusFailure.Refused, why, BlueZNames.Rejected);
}
