using MassagerControl.Clinic.Stops;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Services;
using Orleans.Storage;

namespace MassagerControl.Clinic;

/// <summary>What the grains of the clinic need, wherever they are kept.</summary>
internal static class ClinicSilo
{
    public static IServiceCollection AddClinic(this IServiceCollection services, TimeProvider time, CheckInQuestions questions) => services
        .AddSingleton(new ClinicClock(time))
        .AddSingleton(questions)
        .AddSingleton<IGrainStorageSerializer, StateJson>()
        .AddSingleton<StopBoard>()
        .AddSingleton<StopCaller>()
        .AddSingleton<IGrainServiceClient<IStopService>>(all => all.GetRequiredService<StopCaller>())
        .AddGrainService<StopService>();
}
