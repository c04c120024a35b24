using MassagerControl.Clinic.Database;
using MassagerControl.Clinic.Stops;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Services;
using Orleans.Storage;

namespace MassagerControl.Clinic;

/// <summary>What the grains of the clinic need, and where a silo keeps them.</summary>
internal static class ClinicSilo
{
    public const string Name = "massager-clinic";

    private const string Invariant = "Npgsql";

    public static IServiceCollection AddClinic(this IServiceCollection services, TimeProvider time, CheckInQuestions questions) => services
        .AddSingleton(new ClinicClock(time))
        .AddSingleton(questions)
        .AddSingleton<IGrainStorageSerializer, StateJson>()
        .AddSingleton<StopBoard>()
        .AddSingleton<StopCaller>()
        .AddSingleton<IGrainServiceClient<IStopService>>(all => all.GetRequiredService<StopCaller>())
        .AddGrainService<StopService>();

    public static void Configure(ISiloBuilder silo, ClinicOptions options)
    {
        options.Also?.Invoke(silo);
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Name, Name));
        if (options.Database is { } database)
            Keep(silo, options, DatabaseConnection.Of(database, DatabaseConnection.OfGrains));
        else
            // No other silo and no other program reaches it.
            silo.UseLocalhostClustering(options.SiloPort, gatewayPort: 0, null, Name, Name).AddMemoryGrainStorage(ClinicStore.Name).UseInMemoryReminderService();
    }

    private static void Keep(ISiloBuilder silo, ClinicOptions options, string database)
    {
        silo.ConfigureEndpoints(options.SiloAddress, options.SiloPort, gatewayPort: 0);
        silo.UseAdoNetClustering(store => (store.Invariant, store.ConnectionString) = (Invariant, database));
        silo.AddAdoNetGrainStorage(ClinicStore.Name, store => (store.Invariant, store.ConnectionString, store.GrainStorageSerializer) = (Invariant, database, new StateJson()));
        silo.UseAdoNetReminderService(store => (store.Invariant, store.ConnectionString) = (Invariant, database));
        // A silo that was killed is missed after some six seconds by two others, and its grains move. One that is only slow must not be.
        silo.Configure<ClusterMembershipOptions>(members =>
            (members.ProbeTimeout, members.NumMissedProbesLimit, members.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(2), 3, 2));
        silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = TimeSpan.FromSeconds(10));
    }
}
