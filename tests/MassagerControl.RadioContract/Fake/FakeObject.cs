using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.RadioContract.Fake;

/// <summary>An object of a fake bluetoothd: interfaces with properties, and methods.</summary>
public abstract class FakeObject
{
    internal FakeObject(FakeBlueZ world, string path) => (World, Path) = (world, path);

    internal string Path { get; private protected init; }

    internal Dictionary<string, Dictionary<string, object>> Interfaces { get; } = [];

    private protected FakeBlueZ World { get; }

    internal Dictionary<string, object> Describe() =>
        Interfaces.ToDictionary(one => one.Key, object (one) => new Dictionary<string, object>(one.Value));

    internal Task<BusReply> AnswerAsync(BusCall call) => call switch
    {
        { Interface: RemoteObjects.Properties, Member: "GetAll", Arguments: [string name] } => Task.FromResult(new BusReply("a{sv}", Properties(name))),
        { Interface: RemoteObjects.Properties, Member: "Get", Arguments: [string name, string property] } => Task.FromResult(new BusReply("v", Properties(name)[property])),
        { Interface: RemoteObjects.Properties, Member: "Set", Arguments: [string name, string property, { } value] } => SetAsync(name, property, value),
        _ => DoAsync(call),
    };

    /// <summary>Answers the methods of BlueZ's own interfaces.</summary>
    private protected abstract Task<BusReply> DoAsync(BusCall call);

    private protected virtual Task<BusReply> SetAsync(string name, string property, object value) =>
        throw new BusException(BusFailure.Refused, $"Property '{property}' is not writable", "org.freedesktop.DBus.Error.PropertyReadOnly");

    private protected bool Is(string @interface, string property)
    {
        lock (World.Gate)
            return Interfaces.TryGetValue(@interface, out var properties) && properties.GetValueOrDefault(property) is true;
    }

    private protected void Set(string @interface, params (string Name, object Value)[] changes)
    {
        lock (World.Gate)
        {
            foreach (var (name, value) in changes)
                Interfaces[@interface][name] = value;
            if (World.Knows(this))
                World.Emit(Path, RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as",
                    @interface, changes.ToDictionary(change => change.Name, change => change.Value), Array.Empty<string>());
        }
    }

    private protected void Forget(string @interface, string property)
    {
        lock (World.Gate)
            if (Interfaces[@interface].Remove(property) && World.Knows(this))
                World.Emit(Path, RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as", @interface, new Dictionary<string, object>(), new[] { property });
    }

    private protected void AddInterface(string @interface, Dictionary<string, object> properties)
    {
        lock (World.Gate)
        {
            Interfaces[@interface] = properties;
            World.Emit("/", RemoteObjects.ObjectManager, "InterfacesAdded", "oa{sa{sv}}", Path, new Dictionary<string, object> { [@interface] = properties });
        }
    }

    private protected void RemoveInterface(string @interface)
    {
        lock (World.Gate)
            if (Interfaces.Remove(@interface))
                World.Emit("/", RemoteObjects.ObjectManager, "InterfacesRemoved", "oas", Path, new[] { @interface });
    }

    internal static BusException Error(string name, string message) => new(BusFailure.Refused, message, name);

    private protected static BusException NoSuchMethod(BusCall call) =>
        Error(BusErrors.UnknownMethod, $"""Method "{call.Member}" with interface "{call.Interface}" doesn't exist""");

    private Dictionary<string, object> Properties(string name)
    {
        lock (World.Gate)
            return Interfaces.TryGetValue(name, out var properties) ? new(properties) : [];
    }
}
