using System.Diagnostics;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What packaging/systemd holds.</summary>
public sealed class SystemdUnitTests
{
    [Fact]
    public async Task The_units_are_understood_by_systemd()
    {
        var folder = Directory.CreateTempSubdirectory("units");
        try
        {
            var units = Directory.GetFiles(Repository.PathOf("packaging", "systemd"), "*.service");
            Assert.Equal(2, units.Length);
            foreach (var unit in units)
            {
                var text = await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken);
                // The program is looked for where a person installs it.
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, Path.GetFileName(unit)), text.Replace("%h/.local/bin/massager", "/bin/sh", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            }
            Assert.Equal("", await VerifyAsync(folder, units));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_service_may_listen_find_its_address_and_write_its_data_folder()
    {
        var unit = await File.ReadAllLinesAsync(Repository.PathOf("packaging", "systemd", "massager.service"), TestContext.Current.CancellationToken);
        var directives = unit.Where(line => line.Contains('=', StringComparison.Ordinal) && line[0] != '#').ToLookup(line => line.Split('=')[0], line => line.Split('=', 2)[1]);

        Assert.Equal("%h/.local/bin/massager serve", Assert.Single(directives["ExecStart"]));
        // Unix for systemd and the guard, IP for phones, netlink for the address that phones are shown.
        Assert.Empty(new[] { "AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK" }.Except(Assert.Single(directives["RestrictAddressFamilies"]).Split(' ')));
        foreach (var against in new[] { "ProtectHome", "ProtectSystem", "ReadOnlyPaths", "InaccessiblePaths", "TemporaryFileSystem", "PrivateNetwork", "IPAddressDeny", "SocketBindDeny", "DynamicUser", "MemoryDenyWriteExecute" })
            Assert.Empty(directives[against]);
        // What it writes is this user's alone.
        Assert.Equal("0077", Assert.Single(directives["UMask"]));
    }

    private static async Task<string> VerifyAsync(DirectoryInfo folder, string[] units)
    {
        var start = new ProcessStartInfo("systemd-analyze") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])["verify", "--user", "--man=no", .. units.Select(unit => Path.Combine(folder.FullName, Path.GetFileName(unit)))])
            start.ArgumentList.Add(arg);
        start.Environment["XDG_RUNTIME_DIR"] = folder.FullName;
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            return await output + errors;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("systemd-analyze is not installed");
            return "";
        }
    }
}
