using System.Text.Json;
using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Tests.Web;

/// <summary><c>massager serve</c> in a process of its own, on a virtual peripheral whose motor goes on without a link.</summary>
internal sealed class LiveService : IDisposable
{
    private readonly LiveBout _bout = new();
    private readonly LiveProcess _process;

    /// <param name="more">Options of the service.</param>
    public LiveService(params string[] more) => _process = _bout.Start(["serve", "--json", "--port", "0", "--profiles", _bout.Folder, .. _bout.Keeping, .. more]);

    public LiveProcess Process => _process;

    public LivePeripheral Peripheral => _bout.Peripheral;

    /// <summary>Pairs with the newest code that the service has printed.</summary>
    public async Task<ServedRemote> PairAsync(string name)
    {
        await _process.SeesAsync("\"code\"");
        var shown = JsonElement.Parse(_process.Lines.Last(line => line.Text.Contains("\"code\"", StringComparison.Ordinal)).Text);
        return await ServedRemote.PairAsync(new Uri(shown.GetProperty("url").GetString()!), name, shown.GetProperty("code").GetString()!);
    }

    /// <summary>Starts a session with a phone, and waits until its motor runs.</summary>
    public async Task<int> StartAsync(ServedRemote phone)
    {
        await Peripheral.ReadyAsync();
        // A phone names what is paired at the host, and no socket.
        using var pairing = _bout.Start(["pair", Peripheral.Socket, "--radio", Peripheral.Device, "--timeout", "60", "--name", "gun", "--profiles", _bout.Folder, .. _bout.Keeping]);
        await pairing.EndsAsync();
        Assert.True(pairing.ExitCode == 0, pairing.Text);
        var session = await phone.StartAsync(""","warmUp":false,"press":60,"reps":2,"person":"steady" """, "gun");
        await Peripheral.RunsAsync(level => level > 0);
        return session;
    }

    public void Dispose()
    {
        _process.Dispose();
        _bout.Dispose();
    }
}
