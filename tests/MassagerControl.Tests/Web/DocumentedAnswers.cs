using System.Collections.Concurrent;

namespace MassagerControl.Tests.Web;

/// <summary>Holds every answer that passes against the document.</summary>
internal sealed class DocumentedAnswers(OpenApiDocument document) : DelegatingHandler(new SocketsHttpHandler())
{
    public ConcurrentQueue<string> Problems { get; } = new();

    /// <summary>Each operation and status that was met.</summary>
    public ConcurrentDictionary<((string Method, string Path) Route, int Status), bool> Met { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (document.Find(request) is not { } route)
            return answer;
        Met[(route, (int)answer.StatusCode)] = true;
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        foreach (var problem in document.Problems(route, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, body))
            Problems.Enqueue(problem);
        return answer;
    }
}
