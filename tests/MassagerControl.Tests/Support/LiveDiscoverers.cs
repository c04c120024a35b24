using Xunit.Sdk;
using Xunit.v3;

namespace MassagerControl.Tests.Support;

public sealed class LiveFactDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        new([LiveTestCase.Of(discoveryOptions, testMethod, factAttribute, null)]);
}

public sealed class LiveTheoryDiscoverer : TheoryDiscoverer
{
    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, ITheoryAttribute theoryAttribute, ITheoryDataRow dataRow,
        object?[] testMethodArguments) =>
        new([LiveTestCase.Of(discoveryOptions, testMethod, theoryAttribute, testMethodArguments)]);

    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForTheory(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, ITheoryAttribute theoryAttribute) =>
        throw new NotSupportedException($"{testMethod.MethodName}: the rows of a live theory are plain values");
}
