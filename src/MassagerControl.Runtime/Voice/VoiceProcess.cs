using System.ComponentModel;
using System.Diagnostics;

namespace MassagerControl.Runtime.Voice;

/// <summary>Speaks with a process for each sentence.</summary>
public static class VoiceProcess
{
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
            // What it has to say besides is nobody's matter, but a full pipe would hold it up.
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync()).ConfigureAwait(false);
            return process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
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
