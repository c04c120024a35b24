using MassagerControl.Runtime.Texts;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>In which language a request wants its sentences: <c>?lang=de</c>, else English.</summary>
internal static class RequestLanguage
{
    public static Language Of(HttpContext http) => http.Request.Query["lang"] == "de" ? Language.German : Language.English;
}
