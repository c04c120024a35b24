using System.ComponentModel;
using System.Diagnostics;

namespace MassagerControl.Runtime.Voice;

/// <summary>Speaks with a process for each sentence.</summary>
public static class VoiceProcess
{
    private const string Complaint = "error:";

    public static StartSentence With(VoiceProgram program, VoiceOptions options) => text => Start(program, options, text);

    private static SpokenSentence? Start(VoiceProgram program, VoiceOptions options, string text)
    {
        // All three: a child that shares the terminal would have its settings changed under the session's screen.
        var start = new ProcessStartInfo(program.Path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in program.Arguments(text, options))
            start.ArgumentList.Add(word);
        // It speaks to a person, not to a service manager.
        start.Environment.Remove("NOTIFY_SOCKET");
        try
        {
            var process = Process.Start(start)!;
            return new(EndAsync(process), () => Cut(process));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<bool> EndAsync(Process process)
    {
        try
        {
            process.StandardInput.Close();
            // Both to their ends: a full pipe would hold it up.
            var complains = ComplainsAsync(process.StandardError);
            await Task.WhenAll(ComplainsAsync(process.StandardOutput), complains, process.WaitForExitAsync()).ConfigureAwait(false);
            return process.ExitCode == 0 && !await complains.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>espeak-ng that finds no sound card says so and ends with 0.</summary>
    private static async Task<bool> ComplainsAsync(StreamReader said)
    {
        var complains = false;
        while (await said.ReadLineAsync().ConfigureAwait(false) is { } line)
            complains |= line.StartsWith(Complaint, StringComparison.OrdinalIgnoreCase);
        return complains;
    }

    private static void Cut(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }
    }
}
