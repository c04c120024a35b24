using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;
using Xunit.v3;

namespace MassagerControl.Tests.Support;

/// <summary>See <see cref="LiveFactAttribute"/>.</summary>
public sealed class LiveTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    private const int MostTries = 5;

    [Obsolete("For the deserializer.")]
    public LiveTestCase()
    {
    }

    private LiveTestCase(
        IXunitTestMethod method, string name, string id, bool isExplicit, Type[]? skipExceptions, string? skipReason, Type? skipType, string? skipUnless,
        string? skipWhen, object?[]? arguments, string? file, int? line, int? timeout)
        : base(method, name, id, isExplicit, skipExceptions, skipReason, skipType, skipUnless, skipWhen, TraitsOf(method), arguments, file, line, timeout)
    {
    }

    internal static LiveTestCase Of(ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute fact, object?[]? arguments)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(options, method, fact, arguments);
        return new(
            details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit, details.SkipExceptions, details.SkipReason,
            details.SkipType, details.SkipUnless, details.SkipWhen, arguments, details.SourceFilePath, details.SourceLineNumber, details.Timeout);
    }

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        for (var tried = 1; ; tried++)
        {
            var (before, began) = (StallWatch.Now, Stopwatch.GetTimestamp());
            using var held = new HeldMessages(messageBus);
            var summary = await XunitRunnerHelper.RunXunitTestCase(this, held, cancellationTokenSource, aggregator.Clone(), explicitOption, constructorArguments);
            var lost = Losses.Between(before, StallWatch.Now);
            if (summary.Failed == 0 || !lost.Excuse(Stopwatch.GetElapsedTime(began)) || tried == MostTries)
            {
                held.Send();
                return summary;
            }
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"repeated, for this machine lost {lost.Most.TotalSeconds:0.0} s meanwhile: {TestCaseDisplayName}: {held.Failure}"));
        }
    }

    private static Dictionary<string, HashSet<string>> TraitsOf(IXunitTestMethod method) =>
        method.Traits.ToDictionary(trait => trait.Key, trait => trait.Value.ToHashSet(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);

    /// <summary>What a try tells, until it is known whether it counts.</summary>
    private sealed class HeldMessages(IMessageBus bus) : IMessageBus
    {
        private readonly Lock _gate = new();
        private readonly List<IMessageSinkMessage> _messages = [];

        /// <summary>Why it failed, in one line.</summary>
        public string Failure => string.Join("; ", _messages.OfType<ITestFailed>().SelectMany(failed => failed.Messages)).ReplaceLineEndings(" ");

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (_gate)
                _messages.Add(message);
            return true;
        }

        public void Send()
        {
            lock (_gate)
                _messages.ForEach(message => bus.QueueMessage(message));
        }

        public void Dispose()
        {
        }
    }
}
