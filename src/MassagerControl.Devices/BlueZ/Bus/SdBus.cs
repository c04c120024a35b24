using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>libsystemd's sd-bus: its functions of a fixed number of arguments only.</summary>
/// <remarks>A negative result is an errno. Nothing here is loaded before the first call; one thread at a time may use a bus and its messages.</remarks>
internal static unsafe partial class SdBus
{
    public const byte MethodCall = 1;
    public const byte Signal = 4;

    private const string Library = "libsystemd.so.0";

    [LibraryImport(Library, EntryPoint = "sd_bus_new")]
    public static partial int New(out nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_set_address", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetAddress(nint bus, string address);

    [LibraryImport(Library, EntryPoint = "sd_bus_set_bus_client")]
    public static partial int SetBusClient(nint bus, int yes);

    [LibraryImport(Library, EntryPoint = "sd_bus_negotiate_fds")]
    public static partial int NegotiateFds(nint bus, int yes);

    [LibraryImport(Library, EntryPoint = "sd_bus_start")]
    public static partial int Start(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_is_open")]
    public static partial int IsOpen(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_is_ready")]
    public static partial int IsReady(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_close_unref")]
    public static partial nint CloseUnref(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_fd")]
    public static partial int GetFd(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_events")]
    public static partial int GetEvents(nint bus);

    /// <param name="microseconds">Absolute, on the monotonic clock; the greatest value for never.</param>
    [LibraryImport(Library, EntryPoint = "sd_bus_get_timeout")]
    public static partial int GetTimeout(nint bus, out ulong microseconds);

    [LibraryImport(Library, EntryPoint = "sd_bus_can_send")]
    public static partial int CanSend(nint bus, byte type);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_unique_name")]
    public static partial int GetUniqueName(nint bus, out nint name);

    [LibraryImport(Library, EntryPoint = "sd_bus_process")]
    public static partial int Process(nint bus, nint none);

    [LibraryImport(Library, EntryPoint = "sd_bus_add_filter")]
    public static partial int AddFilter(nint bus, nint noSlot, delegate* unmanaged[Cdecl]<nint, nint, nint, int> handler, nint state);

    [LibraryImport(Library, EntryPoint = "sd_bus_call_async")]
    public static partial int CallAsync(
        nint bus, out nint slot, nint message, delegate* unmanaged[Cdecl]<nint, nint, nint, int> handler, nint state, ulong microseconds);

    [LibraryImport(Library, EntryPoint = "sd_bus_send")]
    public static partial int Send(nint bus, nint message, nint noCookie);

    [LibraryImport(Library, EntryPoint = "sd_bus_slot_unref")]
    public static partial nint SlotUnref(nint slot);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_call", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NewMethodCall(nint bus, out nint message, string destination, string path, string @interface, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_signal", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NewSignal(nint bus, out nint message, string path, string @interface, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_return")]
    public static partial int NewMethodReturn(nint call, out nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_error")]
    public static partial int NewMethodError(nint call, out nint message, in Error error);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_ref")]
    public static partial nint MessageRef(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_unref")]
    public static partial nint MessageUnref(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_type")]
    public static partial int GetMessageType(nint message, out byte type);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_sender")]
    public static partial nint GetSender(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_path")]
    public static partial nint GetPath(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_interface")]
    public static partial nint GetInterface(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_member")]
    public static partial nint GetMember(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_get_error")]
    public static partial Error* GetError(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_open_container", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenContainer(nint message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_close_container")]
    public static partial int CloseContainer(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    public static partial int AppendBasic(nint message, byte type, void* value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AppendText(nint message, byte type, string value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_array")]
    public static partial int AppendArray(nint message, byte type, void* values, nuint bytes);

    /// <param name="contents">Belongs to the message.</param>
    [LibraryImport(Library, EntryPoint = "sd_bus_message_peek_type")]
    public static partial int PeekType(nint message, out byte type, out nint contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_enter_container")]
    public static partial int EnterContainer(nint message, byte type, nint contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_exit_container")]
    public static partial int ExitContainer(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    public static partial int ReadBasic(nint message, byte type, void* value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_array")]
    public static partial int ReadArray(nint message, byte type, out nint values, out nuint bytes);

    public static string? Text(nint text) => Marshal.PtrToStringUTF8(text);

    /// <exception cref="BusException">The result is an errno.</exception>
    public static int Check(int result, string what) => result >= 0
        ? result
        : throw new BusException(BusFailure.Malformed, $"{what}: {Describe(result)}");

    public static string Describe(int result) => Marshal.GetPInvokeErrorMessage(-result);

    /// <summary>As <c>sd_bus_error</c> in memory.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Error
    {
        public nint Name;
        public nint Message;
        public int NeedFree;
    }
}
