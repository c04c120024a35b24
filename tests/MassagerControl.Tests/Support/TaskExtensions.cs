namespace MassagerControl.Tests.Support;

internal static class TaskExtensions
{
    /// <summary>The result does not matter to this test.</summary>
    public static void Ignore(this Task task) => _ = task;
}
