using System.Diagnostics;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>The types of this program on a call stack, whoever called first in front; what a framework does between them is left out.</summary>
/// <remarks>A closure, an async method and a nested type count as the type that they are written in.</remarks>
internal static class CallTrace
{
    public static string[] Here() => Of(new StackTrace(skipFrames: 1));

    /// <summary>From whoever caught it to whoever threw it.</summary>
    public static string[] Of(Exception exception) => Of(new StackTrace(exception));

    /// <summary>Of whoever asks now, and of what it asks.</summary>
    public static string[] Asking(Delegate asked) => [.. Of(new StackTrace(skipFrames: 1)), .. Asked(asked)];

    /// <summary>Some traces of one way, in order of time: each type where it is seen first.</summary>
    public static string[] Joined(params IEnumerable<string[]> traces) => [.. traces.SelectMany(trace => trace).Distinct()];

    /// <summary>The part that begins with a type.</summary>
    public static string[] From(this string[] trace, string first) => [.. trace.SkipWhile(type => type != first)];

    /// <summary>The part that ends where a type is seen first.</summary>
    public static string[] To(this string[] trace, string last) => trace.Contains(last) ? [.. trace.TakeWhile(type => type != last), last] : trace;

    private static string[] Of(StackTrace trace) =>
        [.. trace.GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>().Select(Written).Where(Sources.Has).Select(type => type.Name).Reverse()];

    /// <summary>A closure around another delegate asks that one in turn.</summary>
    private static IEnumerable<string> Asked(Delegate asked)
    {
        var inner = asked.Target?.GetType() is { IsNested: true } closure ? closure.GetFields().Select(field => field.GetValue(asked.Target)).OfType<Delegate>() : [];
        return inner.SelectMany(Asked).Prepend(Written(asked.Method.DeclaringType!).Name);
    }

    private static Type Written(Type type) => type.DeclaringType is { } outer ? Written(outer) : type;
}
