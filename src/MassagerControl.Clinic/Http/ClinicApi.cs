using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Clinic.Http;

/// <summary>All that answers requests, put together.</summary>
internal static class ClinicApi
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<RecentKeys>().AddSingleton<Refusals>().AddSingleton<ClinicDoor>()
        .AddSingleton<RoomApi>().AddSingleton<AllowanceApi>()
        .AddSingleton<DeskApi>().AddSingleton<AlertApi>().AddSingleton<PersonApi>().AddSingleton<PeopleApi>()
        .AddSingleton<AdminApi>().AddSingleton<PersonDataApi>();

    public static void MapApi(this WebApplication app)
    {
        var services = app.Services;
        app.Use(ClinicFaults.Catch(services.GetRequiredService<ILogger<ClinicDoor>>()));
        app.UseStatusCodePages(context => context.HttpContext.ProblemAsync(context.HttpContext.Response.StatusCode, "there is nothing of this kind here"));
        app.UseRouting();
        app.MapGet("/healthz", http => http.Response.WriteAsync("ok", http.RequestAborted));
        DeskPage.Map(app);
        services.GetRequiredService<RoomApi>().Map(app);
        services.GetRequiredService<AllowanceApi>().Map(app);
        services.GetRequiredService<DeskApi>().Map(app);
        services.GetRequiredService<AlertApi>().Map(app);
        services.GetRequiredService<PersonApi>().Map(app);
        services.GetRequiredService<PeopleApi>().Map(app);
        services.GetRequiredService<AdminApi>().Map(app);
        services.GetRequiredService<PersonDataApi>().Map(app);
    }
}
