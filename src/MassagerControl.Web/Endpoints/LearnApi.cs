using MassagerControl.Runtime.Topics;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>What there is to know: the topics that ship with the program.</summary>
internal sealed class LearnApi(ApiParts parts)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/topics", parts.SignIn.For(RemoteRole.RateStop, (http, _) => AnswerAsync(http)));

    private static Task AnswerAsync(HttpContext http) => http.JsonAsync(json =>
    {
        json.WriteStartArray();
        foreach (var topic in TopicLibrary.Load(TopicLibrary.Folder).Topics)
            TopicText.Write(json, topic, RequestLanguage.Of(http));
        json.WriteEndArray();
    });
}
