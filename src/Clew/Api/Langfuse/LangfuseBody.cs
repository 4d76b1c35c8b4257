using System.Globalization;
using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Store;
using Microsoft.AspNetCore.Http;

namespace Clew.Api.Langfuse;

/// <summary>
/// A JSON object of a request. Reading a member notes what is wrong with it in the <see cref="LangfuseCheck"/>, with the
/// path to it. Null is as good as a member that is not there; members that nobody reads are ignored.
/// </summary>
sealed class LangfuseBody
{
    /// <summary>Content may be 512 levels deep, in a body that has some of its own.</summary>
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 520 };

    readonly JsonElement root;
    readonly LangfuseCheck check;
    readonly IReadOnlyList<string> path;

    public LangfuseBody(JsonElement root, LangfuseCheck check, params IReadOnlyList<string> path)
    {
        (this.root, this.check, this.path) = (root, check, path);
        if (root.ValueKind != JsonValueKind.Object)
        {
            check.Note("invalid_type", $"{Name(path)} must be a JSON object.", path);
        }
    }

    /// <exception cref="LangfuseRefusal">It is not JSON, or larger than <paramref name="maxBytes"/>.</exception>
    public static async Task<LangfuseBody> ReadAsync(
        HttpContext context,
        LangfuseCheck check,
        int maxBytes,
        CancellationToken ct
    )
    {
        var bytes = await ReadBytesAsync(context.Request, maxBytes, ct);
        try
        {
            // Half a character can be read, but not written again.
            using var document = JsonDocument.Parse(JsonStrings.Mend(bytes), Options);
            return new(document.RootElement.Clone(), check);
        }
        catch (JsonException e)
        {
            throw LangfuseRefusal.BadRequest($"The body is not JSON: {e.Message}");
        }
    }

    /// <summary>A body that becomes one document.</summary>
    public static Task<LangfuseBody> ReadAsync(HttpContext context, LangfuseCheck check, CancellationToken ct) =>
        ReadAsync(context, check, Document.MaxBytes, ct);

    /// <summary>False also for null.</summary>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>Any JSON but null.</summary>
    public JsonElement? Value(string name) => Given(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    /// <summary>Any JSON, also null; null only if it is not there.</summary>
    public JsonElement? Given(string name) => JsonStrings.TryGet(root, name, out var value) ? value : null;

    /// <summary>A text that must be there; empty if it is wrong.</summary>
    public string Text(string name, int most, int least = 1)
    {
        if (!Has(name))
        {
            check.Note("invalid_type", $"{name} is missing.", Path(name));
            return "";
        }

        return TextOrNull(name, most, least) ?? "";
    }

    public string? TextOrNull(string name, int most, int least = 0)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (JsonStrings.TextOf(value) is not { } text)
        {
            check.Note("invalid_type", $"{name} must be a text.", Path(name));
            return null;
        }

        if (text.Length < least)
        {
            check.Note("too_small", $"{name} must have at least {Characters(least)}.", Path(name));
        }
        else if (text.Length > most)
        {
            check.Note("too_big", $"{name} has {text.Length} characters; at most {most} are possible.", Path(name));
        }

        return text;
    }

    /// <summary>One of a few words; null if it is not there, or another.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> allowed)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (JsonStrings.TextOf(value) is { } text && allowed.Contains(text))
        {
            return text;
        }

        check.Note("invalid_value", $"{name} must be one of {string.Join(", ", allowed)}.", Path(name));
        return null;
    }

    public double? Number(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        check.Note("invalid_type", $"{name} must be a number.", Path(name));
        return null;
    }

    public bool? Flag(string name)
    {
        switch (Value(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                check.Note("invalid_type", $"{name} must be true or false.", Path(name));
                return null;
        }
    }

    /// <summary>A time as Unix nanoseconds.</summary>
    public long? Time(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (JsonStrings.TextOf(value) is { } text && TraceListParameters.TryParseTime(text, out var nano))
        {
            return nano;
        }

        check.Note("invalid_value", $"{name} must be a time such as 2026-11-20T12:00:00Z.", Path(name));
        return null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (List(name) is not { } list)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var (place, item) in list.Index())
        {
            if (JsonStrings.TextOf(item) is { } text)
            {
                texts.Add(text);
            }
            else
            {
                check.Note("invalid_type", $"{name} must have texts only.", Path(name, place));
            }
        }

        return texts;
    }

    public IReadOnlyList<LangfuseBody>? Objects(string name) =>
        List(name)?.Select((item, place) => new LangfuseBody(item, check, Path(name, place))).ToArray();

    public LangfuseBody? Object(string name) =>
        Value(name) is { } value ? new LangfuseBody(value, check, Path(name)) : null;

    /// <summary>The names of all members.</summary>
    public IReadOnlyList<string> Names() =>
        root.ValueKind == JsonValueKind.Object ? [.. root.EnumerateObject().Select(JsonStrings.NameOf)] : [];

    public void Note(string code, string message, string name) => check.Note(code, message, Path(name));

    JsonElement[]? List(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        check.Note("invalid_type", $"{name} must be a list.", Path(name));
        return null;
    }

    string[] Path(string name) => [.. path, name];

    string[] Path(string name, int place) => [.. path, name, place.ToString(CultureInfo.InvariantCulture)];

    static string Name(IReadOnlyList<string> path) => path.Count == 0 ? "The body" : string.Join('.', path);

    static string Characters(int count) => count == 1 ? "one character" : $"{count} characters";

    static async Task<byte[]> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        using var all = new MemoryStream();
        var piece = new byte[32 << 10];
        int count;
        while ((count = await request.Body.ReadAsync(piece, ct)) > 0)
        {
            all.Write(piece, 0, count);
            if (all.Length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }
        }

        return all.ToArray();
    }

    static LangfuseRefusal TooLarge(int maxBytes) =>
        LangfuseRefusal.TooLarge($"The request is too large; at most {maxBytes} bytes are taken here.");
}
