using System.Buffers;
using System.Text.Json;

namespace Clew;

/// <summary>What the server has said so far. Silence about an event is no success.</summary>
sealed class Verdict
{
    readonly List<(EventOutcome Outcome, JsonElement Json)> successes = [];
    readonly List<(EventOutcome Outcome, JsonElement Json)> errors = [];

    /// <returns>Events that failed in a way that may pass.</returns>
    /// <exception cref="ClewException">It is not an answer of this API.</exception>
    public IReadOnlyList<Envelope> Read(JsonElement answer, IReadOnlyList<Envelope> sent, string host, bool mayRetry)
    {
        var whole = new ApiObject(answer);
        if (whole.Value("successes") is not { ValueKind: JsonValueKind.Array })
        {
            throw new ClewException(
                ClewErrorKind.NotThisApi,
                $"{host} answered without saying what became of the events; it is neither Clew nor Langfuse."
            )
            {
                Answer = answer.GetRawText(),
            };
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        var again = new List<Envelope>();
        foreach (var success in whole.Items("successes"))
        {
            var outcome = Outcome(success, 201);
            told.Add(outcome.Id);
            successes.Add((outcome, success));
        }

        foreach (var error in whole.Items("errors"))
        {
            var outcome = Outcome(error, 500);
            told.Add(outcome.Id);
            if (mayRetry && outcome.Status is 429 or >= 500 && sent.FirstOrDefault(e => e.Id == outcome.Id) is { } one)
            {
                again.Add(one);
            }
            else
            {
                errors.Add((outcome, error));
            }
        }

        foreach (var silent in sent.Where(e => !told.Contains(e.Id)))
        {
            AddSilent(silent);
        }

        return again;
    }

    public IngestionResult Result() =>
        new([.. successes.Select(pair => pair.Outcome)], [.. errors.Select(pair => pair.Outcome)]) { Json = Json() };

    void AddSilent(Envelope silent)
    {
        // An error without an id is told as "unknown" by Langfuse: it is about one of those that nobody named.
        if (errors.Any(pair => pair.Outcome.Id is "" or "unknown"))
        {
            return;
        }

        using var writer = new BodyWriter();
        writer
            .Add("id", silent.Id)
            .Add("status", 500L)
            .Add("message", "The server did not say what became of this event");
        var json = ClewJson.Parse(writer.Done());
        errors.Add((Outcome(json, 500), json));
    }

    static EventOutcome Outcome(JsonElement json, int otherwise)
    {
        var entry = new ApiObject(json);
        return new EventOutcome(
            entry.Text("id") ?? "",
            (int?)entry.Number("status") ?? otherwise,
            entry.Text("message"),
            entry.Value("error")
        );
    }

    JsonElement Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, "successes", successes);
            Write(writer, "errors", errors);
            writer.WriteEndObject();
        }

        return ClewJson.Parse(buffer.WrittenMemory);
    }

    static void Write(Utf8JsonWriter writer, string name, List<(EventOutcome Outcome, JsonElement Json)> entries)
    {
        writer.WriteStartArray(name);
        foreach (var (_, json) in entries)
        {
            writer.WriteRawValue(json.GetRawText(), skipInputValidation: true);
        }

        writer.WriteEndArray();
    }
}
