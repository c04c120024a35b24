using System.Net.Sockets;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Runtime.Reach;

/// <summary>What stands behind a socket that somebody names.</summary>
public sealed class SocketSetupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mc");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_socket_that_does_not_answer_is_told_in_words_of_this_program()
    {
        var path = Path.Combine(_folder.FullName, "s");
        using var mute = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        mute.Bind(new UnixDomainSocketEndPoint(path));
        mute.Listen(1);

        var choice = new SocketSetup(ProfileLibrary.Shipped(), new Impatient()).Find(new($"socket:{path}", FaultsFile: null, Trace: false, Profiles: ""));

        Assert.Equal([$"there is no device 'socket:{path}': something has the socket and does not answer within 3 s"], choice.Errors.Select(error => error.Text));
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class Impatient : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
