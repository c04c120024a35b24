#!/usr/bin/env bash
# NuGet Microsoft.Orleans.TestingHost 10.4.2 (Orleans in one process): what becomes of a call that waits in a grain behind one that hangs. Needs the .NET 10 SDK.
#
# Guess:  the caller gets a TimeoutException after the response time-out, but its call stays in the queue and runs as soon as the one before it
#         has ended; a one-way call, for whose answer nobody waits, runs in any case.
# Seen:   a call that has waited for longer than the response time-out is dropped and never runs. A one-way call runs, however late.
#         [AlwaysInterleave] runs at once.
# Meaning: a STOP that waits behind anything is either lost without a trace at the motor, or comes so late that it ends what was begun since.
#         It must wait behind nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > probe.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Orleans.Sdk" Version="[10.4.2]" />
    <PackageReference Include="Microsoft.Orleans.TestingHost" Version="[10.4.2]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.TestingHost;

var timeout = TimeSpan.FromSeconds(3);
var builder = new InProcessTestClusterBuilder(1);
builder.ConfigureSilo((_, silo) => silo.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = timeout));
builder.ConfigureClient(client => client.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = timeout));
await using var cluster = builder.Build();
await cluster.DeployAsync();

await TryAsync("a call that waits for less than the time-out", TimeSpan.FromSeconds(1), motor => motor.StopAsync());
await TryAsync("a call that waits for longer", timeout + TimeSpan.FromSeconds(3), motor => motor.StopAsync());
await TryAsync("a one-way call that waits for longer", timeout + TimeSpan.FromSeconds(3), motor => motor.StopUnansweredAsync());
await TryAsync("an [AlwaysInterleave] call", timeout + TimeSpan.FromSeconds(3), motor => motor.StopBesideAsync());

async Task TryAsync(string what, TimeSpan hang, Func<IMotor, Task> stop)
{
    var motor = cluster.Client.GetGrain<IMotor>(Guid.NewGuid());
    await motor.ReadAsync();
    var hanging = motor.HangAsync(hang);
    await Task.Delay(500);
    var said = "its caller is answered";
    try { await stop(motor); } catch (TimeoutException) { said = "its caller gets a TimeoutException"; }
    try { await hanging; } catch (TimeoutException) { }
    // Long after the hanging call has ended.
    await Task.Delay(hang + TimeSpan.FromSeconds(1));
    Console.WriteLine($"{what}: {said}; it ran {await motor.ReadAsync()} times");
}

public interface IMotor : IGrainWithGuidKey
{
    Task HangAsync(TimeSpan time);
    Task StopAsync();
    [OneWay] Task StopUnansweredAsync();
    [AlwaysInterleave] Task StopBesideAsync();
    Task<int> ReadAsync();
}

public sealed class Motor : Grain, IMotor
{
    private int _stops;
    public Task HangAsync(TimeSpan time) => Task.Delay(time);
    public Task StopAsync() { _stops++; return Task.CompletedTask; }
    public Task StopUnansweredAsync() { _stops++; return Task.CompletedTask; }
    public Task StopBesideAsync() { _stops++; return Task.CompletedTask; }
    public Task<int> ReadAsync() => Task.FromResult(_stops);
}
X
DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build -v quiet -o out > build.log || { cat build.log; exit 1; }
dotnet out/probe.dll | tee seen
diff seen - <<'SEEN'
a call that waits for less than the time-out: its caller is answered; it ran 1 times
a call that waits for longer: its caller gets a TimeoutException; it ran 0 times
a one-way call that waits for longer: its caller is answered; it ran 1 times
an [AlwaysInterleave] call: its caller is answered; it ran 1 times
SEEN
