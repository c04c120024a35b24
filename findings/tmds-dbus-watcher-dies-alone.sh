#!/usr/bin/env bash
# NuGet Tmds.DBus.Protocol 0.95.2: what becomes of a signal watcher whose handler has thrown once. Needs the .NET 10 SDK and dbus-daemon.
#
# Guess:  with OnException → DisconnectConnection = false, which keeps the connection, the handler is called again for the next signal; or, if
#         it is taken away, it is told so.
# Seen:   the connection lives, another watcher of the same signal goes on, and the one that threw is never called again. With
#         ObserverFlags.EmitAll, which promises a last word, it gets none either.
# Meaning: one bad value turns a subscription into silence that looks like a quiet device. Catch everything inside the handler.
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

using var sender = new DBusConnection(args[0]);
await sender.ConnectAsync();
var options = new DBusConnectionOptions(args[0]);
var told = 0;
options.OnException = context => { told++; context.DisconnectConnection = false; };
using var receiver = new DBusConnection(options);
await receiver.ConnectAsync();

List<int> frail = [], steady = [];
var lastWords = 0;
await WatchAsync(value =>
{
    frail.Add(value);
    if (value == 2)
        throw new FormatException("one bad value");
}, () => lastWords++);
var seen = new SemaphoreSlim(0);
await WatchAsync(value => { steady.Add(value); seen.Release(); }, () => { });

for (var value = 1; value <= 5; value++)
{
    using var writer = sender.GetMessageWriter();
    writer.WriteSignalHeader(null, "/probe", "probe.Source", "Tick", "i");
    writer.WriteInt32(value);
    sender.TrySendMessage(writer.CreateMessage());
}
for (var value = 1; value <= 5; value++)
    await seen.WaitAsync();
Console.WriteLine($"steady: {string.Join(' ', steady)}");
Console.WriteLine($"threw at 2: {string.Join(' ', frail)}; told OnException: {told}; last words to the handler: {lastWords}");
await receiver.ListServicesAsync();
Console.WriteLine("the connection lives");

ValueTask<IDisposable> WatchAsync(Action<int> take, Action ended) => receiver.WatchSignalAsync(
    null, "/probe", "probe.Source", "Tick", (Message message, object _) => message.GetBodyReader().ReadInt32(),
    (Notification<int> notification) => { if (notification.HasValue) take(notification.Value); else ended(); }, ObserverFlags.EmitAll, true, null);
X
DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build -v quiet -o out > build.log || { cat build.log; exit 1; }
dotnet out/probe.dll "unix:path=$dir/bus" | tee seen
diff seen - <<'SEEN'
steady: 1 2 3 4 5
threw at 2: 1 2; told OnException: 1; last words to the handler: 0
the connection lives
SEEN
