using System.Diagnostics;
using System.Globalization;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Reach;

/// <summary>Another process that has the device is asked to end, and its end is noticed whoever its parent is.</summary>
public sealed class OtherOwnerTests
{
    /// <summary>As in a container whose first process looks after nobody's children: the number of the one that has ended stays.</summary>
    [LiveFact]
    public async Task A_process_that_its_parent_never_asks_for_has_ended_all_the_same()
    {
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 1000 & echo $!; exec sleep 1000"]) { RedirectStandardOutput = true })!;
        try
        {
            var child = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

            Assert.True(await OtherOwner.EndAsync(new LockHolder(child, default, "massager run"), _ => true, TimeProvider.System, limit.Token));
        }
        finally
        {
            parent.Kill();
        }
    }
}
