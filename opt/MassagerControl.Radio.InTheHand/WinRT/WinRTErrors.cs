using System.Runtime.InteropServices;
using MassagerControl.Devices.Gatt;
using Windows.Devices.Bluetooth.GenericAttributeProfile;

namespace MassagerControl.Radio.InTheHand.WinRT;

/// <summary>Turns what the package and Windows say into the one exception of the radio.</summary>
internal static class WinRTErrors
{
    /// <summary>How long Windows may take to answer what is not up to the person to wait for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>All that a call can end with, but for a cancellation.</summary>
    public static bool IsKnown(Exception exception) => exception is COMException or InvalidComObjectException or UnauthorizedAccessException
        or System.Security.SecurityException or TimeoutException or InvalidOperationException or NotSupportedException;

    public static GattException OfRadio(Exception exception) => exception switch
    {
        TimeoutException => new(GattFailure.TimedOut, "Windows did not answer in time"),
        UnauthorizedAccessException or System.Security.SecurityException
            => new(GattFailure.Unreachable, "Windows does not let this program use Bluetooth: see Settings, Privacy"),
        _ => new(GattFailure.Unreachable, exception.Message),
    };

    public static GattException OfRequest(Exception exception) => exception switch
    {
        TimeoutException => new(GattFailure.TimedOut, "Windows did not answer in time"),
        UnauthorizedAccessException => new(GattFailure.Refused, "Windows does not allow it"),
        _ => GattException.Lost(exception.Message),
    };

    /// <summary>What the device answered; the package throws this away, and a write that failed looks like one that worked.</summary>
    /// <exception cref="GattException">It was not a success.</exception>
    public static void Check(GattCommunicationStatus status, byte? attCode)
    {
        if (status == GattCommunicationStatus.Success)
            return;
        throw status switch
        {
            GattCommunicationStatus.ProtocolError => GattException.Refused(attCode ?? 0, "the device said no"),
            GattCommunicationStatus.AccessDenied => new GattException(GattFailure.Refused, "Windows does not allow it"),
            _ => GattException.Lost("the device could not be reached"),
        };
    }
}
