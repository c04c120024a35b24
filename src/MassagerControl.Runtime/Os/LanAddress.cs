using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MassagerControl.Runtime.Os;

/// <summary>Under which address phones reach this computer.</summary>
public static class LanAddress
{
    /// <returns>The first address of a network card that has a way out, else of any; this computer's own where there is none.</returns>
    public static string Find()
    {
        var up = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(card => card.GetIPProperties())
            .OrderByDescending(card => card.GatewayAddresses.Count > 0);
        var address = up.SelectMany(card => card.UnicastAddresses).Select(address => address.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
        return (address ?? IPAddress.Loopback).ToString();
    }
}
