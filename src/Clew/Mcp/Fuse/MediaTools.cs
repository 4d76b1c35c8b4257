using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Fuse;

/// <summary>Files beside traces.</summary>
static class MediaTools
{
    /// <summary>More than a model can have meant; the command line takes larger ones.</summary>
    const long LargestFile = 200L << 20;

    static readonly string[] Fields = ["input", "output", "metadata"];

    static readonly (string Ending, string Type)[] Types =
    [
        (".png", "image/png"),
        (".jpg", "image/jpeg"),
        (".jpeg", "image/jpeg"),
        (".gif", "image/gif"),
        (".webp", "image/webp"),
        (".svg", "image/svg+xml"),
        (".mp3", "audio/mpeg"),
        (".wav", "audio/wav"),
        (".ogg", "audio/ogg"),
        (".m4a", "audio/mp4"),
        (".mp4", "video/mp4"),
        (".webm", "video/webm"),
        (".pdf", "application/pdf"),
        (".json", "application/json"),
        (".csv", "text/csv"),
        (".html", "text/html"),
        (".txt", "text/plain"),
        (".md", "text/plain"),
    ];

    public static IEnumerable<Tool> All() =>
        [
            new()
            {
                Name = "media_upload",
                Group = ToolGroup.Media,
                Effect = Effect.Writes,
                NeedsFiles = true,
                Description = "Put a file of this machine beside a trace or an observation.",
                Parameters =
                [
                    Parameter.Text("file_path", "The file", isRequired: true),
                    Parameter.Text("trace_id", "The trace", isRequired: true),
                    Parameter.Choice("field", "input if not given", Fields),
                    Parameter.Text("observation_id", "An observation of the trace"),
                    Parameter.Text("content_type", "Such as image/png; by the file's ending if not given"),
                    Parameter.Flag("json_output", "Has no effect: the answer is JSON"),
                ],
                Run = UploadAsync,
            },
            new()
            {
                Name = "media_get",
                Group = ToolGroup.Media,
                Description = "What is known of a file, and where to fetch it.",
                Parameters =
                [
                    Parameter.Text("media_id", "Its id", isRequired: true),
                    Parameter.Flag("json_output", "Has no effect: the answer is JSON"),
                ],
                Run = async (call, ct) =>
                {
                    var media = await call.Client.GetMediaAsync(call.Arguments.Id("media_id"), ct);
                    return TraceAnswers.Data([], "media", media.Json);
                },
            },
        ];

    static async Task<CallToolResult> UploadAsync(Call call, CancellationToken ct)
    {
        var path = call.Arguments.Needed("file_path");
        var bytes = await ReadAsync(path, ct);
        var type = call.Arguments.Text("content_type") ?? TypeOf(path);
        var media = new NewMedia(call.Arguments.Id("trace_id"), type, bytes)
        {
            ObservationId = call.Arguments.OptionalId("observation_id"),
            Field = call.Arguments.Choice("field", Fields, "input"),
        };
        var uploaded = await call.Client.UploadMediaAsync(media, ct);
        return Reply.Success(
            new JsonObject
            {
                ["media_id"] = uploaded.Id,
                ["token"] = uploaded.Token,
                ["message"] = uploaded.WasKnown ? "The same file was there already." : "Uploaded.",
                ["details"] = new JsonObject { ["content_type"] = type, ["bytes"] = bytes.Length },
            }
        );
    }

    static async Task<byte[]> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new ToolRefusal($"There is no file '{path}'.");
            }

            return file.Length > LargestFile
                ? throw new ToolRefusal($"'{path}' has {file.Length} bytes; at most {LargestFile} are possible.")
                : await File.ReadAllBytesAsync(path, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolRefusal($"'{path}' cannot be read: {e.Message}");
        }
    }

    static string TypeOf(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return Types.FirstOrDefault(type => type.Ending == ending).Type
            ?? throw new ToolRefusal($"What '{path}' is cannot be told by its ending; add content_type.");
    }
}
