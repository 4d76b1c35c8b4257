using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Clew.Api;

/// <summary>What <c>/openapi/v1.json</c> says beyond the endpoints themselves.</summary>
static class OpenApiDescription
{
    public static void Configure(OpenApiOptions options) =>
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Clew",
                    Version = "v1",
                    Description =
                        "Traces of LLM applications. Times are Unix nanoseconds in decimal strings; ids are opaque. "
                        + "On loopback no key is needed.",
                };
                // The address is whatever the caller used.
                document.Servers = [];
                return Task.CompletedTask;
            }
        );
}
