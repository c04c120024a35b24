namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>Whose each link of a controller is, as its log says it while it is read.</summary>
internal sealed class CleanLinks
{
    public const int HandleMask = 0x0FFF;

    private readonly Dictionary<(int Adapter, int Handle), ulong> _peers = [];

    public void Begin(int adapter, int handle, ulong peer) => _peers[(adapter, handle)] = peer;

    public void End(int adapter, int handle) => _peers.Remove((adapter, handle));

    /// <returns>The peer's address; of a link that began before the capture a number of its own.</returns>
    public ulong Peer(int adapter, int handle) => _peers.TryGetValue((adapter, handle), out var peer) ? peer : DeviceAddress.OfHandle(adapter, handle);
}
