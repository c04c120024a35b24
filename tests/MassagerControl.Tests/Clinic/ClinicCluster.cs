using MassagerControl.Clinic;
using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Storage;
using MassagerControl.Tests.Clinic.Ledgers;
using MassagerControl.Tests.Clinic.Storage;
using MassagerControl.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace MassagerControl.Tests.Clinic;

/// <summary>Silos of the clinic inside the test, on one storage and one clock.</summary>
internal sealed class ClinicCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private ClinicCluster(short silos)
    {
        People = new MemoryPeople(new(Clock));
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => silo.UseInMemoryReminderService().AddIncomingGrainCallFilter(HangAsync).Services
            .AddClinic(Clock, LedgerBench.Questions)
            .AddSingleton(People)
            .AddKeyedSingleton<IGrainStorage>(ClinicStore.Name, Storage)
            // A silo that was killed is missed soon.
            .Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1)));
        builder.ConfigureClient(client => client.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3)));
        _cluster = builder.Build();
    }

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hangs;

    public TestClock Clock { get; } = new();

    public SharedStorage Storage { get; } = new();

    public IPeople People { get; }

    public InProcessTestCluster Silos => _cluster;

    public IGrainFactory Grains => _cluster.Client;

    public static async Task<ClinicCluster> StartAsync(short silos = 1)
    {
        var cluster = new ClinicCluster(silos);
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    /// <summary>From now on a room that says how it is hangs inside its grain.</summary>
    public void HangReports() => _hangs = true;

    public Task HangingAsync() => _hanging.Task;

    public void LetGo() => _letGo.TrySetResult();

    private async Task HangAsync(IIncomingGrainCallContext call)
    {
        if (_hangs && call.MethodName == nameof(IRoomGrain.ReportAsync))
        {
            _hanging.TrySetResult();
            await _letGo.Task;
        }
        await call.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
