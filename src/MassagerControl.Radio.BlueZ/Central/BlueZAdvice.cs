using MassagerControl.Core;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>What a person can do about what bluetoothd knows wrongly, or about a device that wants more than a link.</summary>
internal static class BlueZAdvice
{
    public static Phrase Bond(string address) =>
        $"Bond with it once, while it waits for that: 'bluetoothctl pair {address}', then try again. A profile does it by itself with the connect step {{ \"bond\": true }}.";

    public static Phrase LostBond(string address) =>
        $"Remove what is left of the bond on this computer: 'massager forget {address} --bond'. Then pair it anew.";

    public static Phrase StaleServices(string address) =>
        $"Let bluetoothd forget what it remembers of it: 'massager forget {address} --bond'. Then pair it anew.";

    public static Phrase Classic(string address) =>
        $"Let bluetoothd forget it: 'massager forget {address} --bond'; keep it out of its pairing mode for sound, and pair it anew. If that does not help: BlueZ 5.79 or later with 'Experimental = true' in /etc/bluetooth/main.conf lets this program choose Low Energy.";

    public static readonly Phrase Busy = "Another program of this computer is connecting it: end that one, or wait for a minute.";
}
