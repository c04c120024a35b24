using System.Collections.Immutable;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>The objects of a service as last heard: path, interface, property.</summary>
/// <param name="Owner">The service's unique name; null while nobody is there.</param>
/// <param name="Complete">False while only changes are known.</param>
internal sealed record ObjectTree(string? Owner, bool Complete, ImmutableDictionary<string, RemoteObject> Objects)
{
    public static ObjectTree Nothing { get; } = new(null, false, ImmutableDictionary<string, RemoteObject>.Empty);

    /// <summary>The properties of an object's interface; null when it is not there.</summary>
    public ImmutableDictionary<string, object>? Find(string path, string @interface) =>
        Objects.TryGetValue(path, out var found) ? found.Interfaces.GetValueOrDefault(@interface) : null;

    /// <summary>A property's value; null when it is not there or of another type.</summary>
    public T? Get<T>(string path, string @interface, string property)
        where T : class => Find(path, @interface)?.GetValueOrDefault(property) as T;

    /// <summary>A property's value; null when it is not there or of another type.</summary>
    public T? Value<T>(string path, string @interface, string property)
        where T : struct => Find(path, @interface)?.GetValueOrDefault(property) as T?;
}

/// <summary>An object: its properties by interface.</summary>
internal sealed record RemoteObject(ImmutableDictionary<string, ImmutableDictionary<string, object>> Interfaces)
{
    public static RemoteObject Empty { get; } = new(ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty);
}

/// <summary>Something that changed in a service's objects.</summary>
/// <param name="Changed">The properties that came or changed; null when the interface is gone.</param>
internal sealed record ObjectChange(string Path, string Interface, ImmutableDictionary<string, object>? Changed)
{
    /// <summary>A signal of the interface itself; then nothing has changed.</summary>
    public ObjectSignal? Signal { get; init; }
}

internal sealed record ObjectSignal(string Member, object[] Values);
