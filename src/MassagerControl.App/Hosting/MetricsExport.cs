using MassagerControl.Web;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MassagerControl.App.Hosting;

/// <summary>Sends the figures of the service to a collector, for whoever asks for it.</summary>
internal static class MetricsExport
{
    private const string Service = "massager";

    /// <returns>Null where it is no such address.</returns>
    public static Uri? Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <returns>Sends what is left when it is disposed of; null where nothing is sent.</returns>
    public static IDisposable? To(Uri? collector) => collector is null
        ? null
        : Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(Service))
            .AddMeter(WebService.MeterName)
            .AddOtlpExporter(export => (export.Protocol, export.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri($"{collector.ToString().TrimEnd('/')}/v1/metrics")))
            .Build();
}
