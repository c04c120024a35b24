namespace MassagerControl.Clinic;

internal static class Program
{
    private static int Main() => 0;
}
