using System.CommandLine;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Media;

/// <summary><c>clew media upload|get</c></summary>
static class MediaVerb
{
    static readonly string[] Fields = ["input", "output", "metadata"];

    public static Command Create(Surroundings around) =>
        ClientVerb.Group("media", "Pictures, sounds and files beside traces", [], Upload(around), Get(around));

    static Command Upload(Surroundings around)
    {
        var file = Flag.Needed("FILE", "What is uploaded");
        var trace = Flag.Needed("TRACE_ID", "The trace that it belongs to");
        var observation = Flag.Text("--observation-id", "ID", "A step of the trace", "-o");
        var field = new Option<string>("--field", "-f")
        {
            Description = "Where it is mentioned: input, output or metadata (default: input)",
            HelpName = "FIELD",
            DefaultValueFactory = _ => "input",
        };
        field.AcceptOnlyFromAmong(Fields);
        var type = Flag.Text("--content-type", "TYPE", "For example image/png (default: by the name)", "-c");
        var quiet = Flag.Yes("--no-mention", "Upload only, and leave the trace as it is");
        var json = ClientVerb.JsonFlag();
        return new Command("upload", "Put a file beside a trace")
        {
            file,
            trace,
            observation,
            field,
            type,
            quiet,
            json,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var path = parsed.GetRequiredValue(file);
                var media = new NewMedia(
                    parsed.GetRequiredValue(trace),
                    parsed.GetValue(type) ?? MediaTypes.Of(path),
                    TextFile.Bytes(path)
                )
                {
                    ObservationId = parsed.GetValue(observation),
                    Field = parsed.GetRequiredValue(field),
                };
                var uploaded = await call.Client.UploadMediaAsync(media, ct);
                var token = uploaded.Token.Replace("source=bytes", "source=file", StringComparison.Ordinal);
                if (!parsed.GetValue(quiet))
                {
                    await MentionAsync(call.Client, media, token, ct);
                }

                if (parsed.GetValue(json))
                {
                    call.WriteJson(
                        ClewJson.Parse(
                            $$"""{"mediaId":{{Text(uploaded.Id)}},"token":{{Text(token)}},"wasKnown":{{(uploaded.WasKnown ? "true" : "false")}}}"""
                        )
                    );
                }
                else
                {
                    call.Output.WriteLine($"{uploaded.Id}{(uploaded.WasKnown ? " (was there already)" : "")}");
                    call.Output.WriteLine(token);
                }
            }
        );
    }

    /// <summary>The token joins what is in the field: text and lists get it at their end, an object as a member.</summary>
    static async Task MentionAsync(ClewClient client, NewMedia media, string token, CancellationToken ct)
    {
        var value = Joined(await FieldAsync(client, media, ct), Text(token)).GetRawText();
        // An update of a step has no type and no start, so that it changes neither.
        var (kind, body) = media.ObservationId is { } step
            ? (
                "span-update",
                $$"""{"id":{{Text(step)}},"traceId":{{Text(media.TraceId)}},"{{media.Field}}":{{value}}}"""
            )
            : ("trace-create", $$"""{"id":{{Text(media.TraceId)}},"{{media.Field}}":{{value}}}""");
        await client.IngestAsync([new NewEvent(kind, ClewJson.Parse(body))], ct);
    }

    static async Task<JsonElement?> FieldAsync(ClewClient client, NewMedia media, CancellationToken ct)
    {
        try
        {
            ApiObject thing = media.ObservationId is { } step
                ? await client.GetObservationAsync(step, ct)
                : await client.GetTraceAsync(media.TraceId, ct);
            return thing.Value(media.Field);
        }
        catch (ClewException e) when (e.Kind == ClewErrorKind.NotFound)
        {
            return null;
        }
    }

    static JsonElement Joined(JsonElement? value, string token) =>
        value switch
        {
            { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } t => ClewJson.Parse(
                Text(t)[..^1] + "\\n" + token[1..]
            ),
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => ClewJson.Parse(
                list.GetRawText().TrimEnd()[..^1] + "," + token + "]"
            ),
            { ValueKind: JsonValueKind.Object } map when map.EnumerateObject().Any() => ClewJson.Parse(
                map.GetRawText().TrimEnd()[..^1] + ",\"media\":" + token + "}"
            ),
            _ => ClewJson.Parse(token),
        };

    static Command Get(Surroundings around)
    {
        var id = Flag.Needed("MEDIA_ID", "As it stands in the token");
        var json = ClientVerb.JsonFlag();
        return new Command("get", "Show what a file is and where it can be fetched") { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var media = await call.Client.GetMediaAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(media.Json);
                    return;
                }

                call.Output.WriteLine($"{media.Id}  {media.ContentType}  {media.ContentLength} bytes");
                call.Output.WriteLine(media.Url ?? "");
            }
        );
    }

    static string Text(string value) => ClewJson.OfText(value).GetRawText();
}
