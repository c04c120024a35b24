using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>Writes a page into its file.</summary>
internal sealed class PageFile(AppConsole console)
{
    /// <summary>A new file; none that is there is overwritten.</summary>
    /// <inheritdoc cref="OutputFile.Create" path="/returns"/>
    public static (StreamWriter? Writer, Phrase? Error) Create(string path, string capture) => File.Exists(path) && (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0 && new FileInfo(path).Length > 0
        ? (null, Phrase.Of($"{path}: is there already, and nothing is overwritten: name another file, or move it away"))
        : OutputFile.Create(path, [capture]);

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
