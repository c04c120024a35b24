using MassagerControl.Runtime.Texts;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>In which language a request wants its sentences: <c>?lang=de</c>; English where it does not say, or there is no such language.</summary>
internal static class RequestLanguage
{
    public static Language Of(HttpContext http) => Language.Find(http.Request.Query["lang"].ToString()) ?? Language.English;
}
