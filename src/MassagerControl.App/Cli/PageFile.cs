using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>Writes a page into its file.</summary>
internal sealed class PageFile(AppConsole console)
{
    /// <returns>False when it could not be written; that was said.</returns>
    public bool Write(string path, StreamWriter writer, string html)
    {
        try
        {
            writer.Write(html);
            writer.Flush();
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            console.Complain(OutputFile.Problem(path, exception));
            return false;
        }
        console.Say($"{path}: written; open it in a browser.");
        return true;
    }
}
