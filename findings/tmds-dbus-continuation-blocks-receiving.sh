#!/usr/bin/env bash
# NuGet Tmds.DBus.Protocol 0.95.2: where the code after an awaited call runs. Needs the .NET 10 SDK and dbus-daemon.
#
# Guess:  in a console program the code after `await connection.CallMethodAsync(...)` continues on the thread pool; a slow line there holds
#         up its own task only.
# Seen:   where the answer comes after the await was reached, the code runs on the connection's own receive loop. While it blocks, no other
#         call on the connection is answered and no signal is told. Where the answer was there before the await, everything looks well, so a
#         quick fake service hides it. `await Task.Yield()` after the call is a cure.
# Meaning: one screen, lock or log line that hangs after a read stops the answers to every other call, a stop among them.
set -euo pipefail
dir=$(mktemp -d)
bus=
trap 'kill $bus 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
cat > bus.conf <<X
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path=$dir/bus</listen><policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>
X
dbus-daemon --config-file=bus.conf --nofork 2> /dev/null &
bus=$!
for _ in $(seq 100); do [ -S bus ] && break; sleep 0.1; done
cat > probe.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Tmds.DBus.Protocol" Version="[0.95.2]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Tmds.DBus.Protocol;

using var service = new DBusConnection(args[0]);
await service.ConnectAsync();
service.AddMethodHandler(new Echo());
await service.RequestNameAsync("probe.Service", RequestNameOptions.Default);
using var client = new DBusConnection(args[0]);
await client.ConnectAsync();

Console.WriteLine($"while the line after a late answer blocks, another call is answered: {await OtherIsAnsweredAsync(yields: false)}");
Console.WriteLine($"with a Task.Yield() after the await: {await OtherIsAnsweredAsync(yields: true)}");

async Task<bool> OtherIsAnsweredAsync(bool yields)
{
    using var blocked = new ManualResetEventSlim();
    using var answered = new ManualResetEventSlim();
    var slow = Task.Run(async () =>
    {
        await CallAsync("Late");
        if (yields)
            await Task.Yield();
        blocked.Set();
        return answered.Wait(TimeSpan.FromSeconds(10));
    });
    var other = Task.Run(async () =>
    {
        blocked.Wait();
        await CallAsync("Soon");
        answered.Set();
    });
    var during = await slow;
    await other;
    return during;
}

Task CallAsync(string member)
{
    using var writer = client.GetMessageWriter();
    writer.WriteMethodCallHeader("probe.Service", "/probe", "probe.Echo", member, null, MessageFlags.None);
    return client.CallMethodAsync(writer.CreateMessage());
}

sealed class Echo : IPathMethodHandler
{
    public string Path => "/probe";
    public bool HandlesChildPaths => false;

    public async ValueTask HandleMethodAsync(MethodContext context)
    {
        if (context.Request.MemberAsString == "Late")
            await Task.Delay(500);
        using var writer = context.CreateReplyWriter(null);
        context.Reply(writer.CreateMessage());
    }
}
X
DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build -v quiet -o out > build.log || { cat build.log; exit 1; }
dotnet out/probe.dll "unix:path=$dir/bus" | tee seen
diff seen - <<'SEEN'
while the line after a late answer blocks, another call is answered: False
with a Task.Yield() after the await: True
SEEN
