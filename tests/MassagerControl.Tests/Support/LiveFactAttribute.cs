using System.Runtime.CompilerServices;
using Xunit.v3;

namespace MassagerControl.Tests.Support;

/// <summary>
/// A test in real time, of a program that gives up what stands still for a second. One that fails while this machine itself stood still shows nothing:
/// it says so and is repeated. One that fails on a machine that lost nothing has failed.
/// </summary>
[XunitTestCaseDiscoverer(typeof(LiveFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);

/// <summary>The same with rows, each of them repeated by itself.</summary>
[XunitTestCaseDiscoverer(typeof(LiveTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber);
