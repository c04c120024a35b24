using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Makes the messages that are sent. What cannot be sent fails here: a bus would end the whole connection for it.</summary>
internal static class BusMessage
{
    /// <exception cref="BusException">The request cannot be sent.</exception>
    public static MessageBuffer Call(DBusConnection connection, BusRequest request) => Checked(request.Signature, () =>
    {
        BusSyntax.CheckDestination(request.Destination);
        BusSyntax.Check(request.Path, request.Interface, request.Member);
        var writer = connection.GetMessageWriter();
        writer.WriteMethodCallHeader(request.Destination, request.Path, request.Interface, request.Member, SignatureOf(request.Signature));
        return Finish(ref writer, request.Signature, request.Arguments);
    });

    /// <exception cref="BusException">The signal cannot be sent.</exception>
    public static MessageBuffer Signal(DBusConnection connection, string path, string @interface, string member, string signature, object[] values) => Checked(signature, () =>
    {
        BusSyntax.Check(path, @interface, member);
        var writer = connection.GetMessageWriter();
        writer.WriteSignalHeader(null, path, @interface, member, SignatureOf(signature));
        return Finish(ref writer, signature, values);
    });

    /// <exception cref="BusException">The reply cannot be sent.</exception>
    public static MessageBuffer Reply(MethodContext call, BusReply reply) => Checked(reply.Signature, () =>
    {
        var writer = call.CreateReplyWriter(SignatureOf(reply.Signature));
        return Finish(ref writer, reply.Signature, reply.Values);
    });

    private static string? SignatureOf(string signature) => signature.Length == 0 ? null : signature;

    private static MessageBuffer Finish(ref MessageWriter writer, string signature, object[] values)
    {
        try
        {
            BodyWriter.Write(ref writer, signature, values);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static MessageBuffer Checked(string signature, Func<MessageBuffer> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is InvalidCastException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BusException(BusFailure.Malformed, $"it cannot be sent as {(signature.Length == 0 ? "a message without values" : signature)}: {exception.Message}");
        }
    }
}
