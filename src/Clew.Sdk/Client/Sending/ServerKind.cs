using System.Text.Json;

namespace Clew;

/// <summary>Tells Clew from others by its answer to <c>GET /api/v1/server</c>.</summary>
static class ServerKind
{
    const string ClewProblem = "urn:clew:problem:";

    public static bool IsClew(Reply reply)
    {
        try
        {
            var answer = new ApiObject(ClewJson.Parse(reply.Body));
            // Without good keys Clew does not say what it has, but it refuses in its own way.
            return reply.IsSuccess
                ? answer.Text("version") is not null && answer.Value("endpoints") is { ValueKind: JsonValueKind.Object }
                : answer.Text("type")?.StartsWith(ClewProblem, StringComparison.Ordinal) == true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
