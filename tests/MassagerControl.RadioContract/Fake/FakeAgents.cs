using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>Who answers questions while bonding.</summary>
internal sealed class FakeAgents : FakeObject
{
    private readonly Dictionary<string, (string Path, string Capability)> _agents = [];

    public FakeAgents(FakeBlueZ world)
        : base(world, BlueZNames.Root) => Interfaces[BlueZNames.AgentManager] = [];

    public int Count
    {
        get
        {
            lock (World.Gate)
                return _agents.Count;
        }
    }

    public (string Owner, string Path)? First
    {
        get
        {
            lock (World.Gate)
                return _agents.Count == 0 ? null : (_agents.First().Key, _agents.First().Value.Path);
        }
    }

    /// <summary>What the agent of a connection can do; null when it has none.</summary>
    public string? CapabilityOf(string sender)
    {
        lock (World.Gate)
            return _agents.TryGetValue(sender, out var agent) ? agent.Capability : null;
    }

    public Task<object[]> AskAsync(string sender, string member, string signature, params object[] arguments)
    {
        string path;
        lock (World.Gate)
            path = _agents[sender].Path;
        return World.Bus!.CallAsync(new(sender, path, BlueZNames.Agent, member, signature, arguments), TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    private protected override Task<BusReply> DoAsync(BusCall call)
    {
        lock (World.Gate)
        {
            switch (call)
            {
                case { Member: "RegisterAgent", Arguments: [BusPath path, string capability] }:
                    if (!_agents.TryAdd(call.Sender, (path.Value, capability)))
                        throw Error(BlueZNames.AlreadyExists, "Already Exists");
                    break;
                case { Member: "UnregisterAgent" }:
                    if (!_agents.Remove(call.Sender))
                        throw Error(BlueZNames.DoesNotExist, "Does Not Exist");
                    break;
                case { Member: "RequestDefaultAgent" }:
                    break;
                default:
                    throw NoSuchMethod(call);
            }
        }
        return Task.FromResult(BusReply.Nothing);
    }
}
