namespace MassagerControl.Clinic;

internal static class Program
{
    private static Task<int> Main(string[] args) => new ClinicCommand(Console.Out, Console.Error, TimeProvider.System).RunAsync(args, CancellationToken.None);
}
