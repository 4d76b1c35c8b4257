using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clew.Api.Live;

/// <summary>Server-sent events, one after the other, as the answer to a request.</summary>
sealed class EventStream(HttpResponse response)
{
    public const string ContentType = "text/event-stream";

    readonly PipeWriter body = response.BodyWriter;

    /// <summary>Sends the headers, and how long a client should wait before it comes back.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        // For proxies that would otherwise gather an answer before they pass it on.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Add("retry: 2000\n\n");
        await body.FlushAsync(ct);
    }

    /// <summary>Adds an event; <see cref="FlushAsync"/> sends it.</summary>
    /// <param name="position">Where a client that lost the connection goes on; null on all but the last of those that belong together.</param>
    public void Add<T>(string name, long? position, T data, JsonTypeInfo<T> type)
    {
        Add($"event: {name}\n");
        if (position is { } id)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n"));
        }

        Add("data: ");
        using (var json = new Utf8JsonWriter(body, new() { Encoder = type.Options.Encoder }))
        {
            // JSON that is not laid out has no line breaks.
            JsonSerializer.Serialize(json, data, type);
        }

        Add("\n\n");
    }

    /// <summary>Waits for a client that reads slowly; meanwhile nothing is gathered for it.</summary>
    public async Task FlushAsync(CancellationToken ct) => await body.FlushAsync(ct);

    void Add(string text) => Encoding.UTF8.GetBytes(text, body);
}
