using System.Text.Json;
using Clew.Model;

namespace Clew.Wire.Langfuse;

/// <summary>
/// Says whether an event is what Langfuse's ingestion API takes, and if not, where and why: each complaint names the
/// path, what is expected and what was there. Reused for one event after the other; not for two threads at once.
/// </summary>
sealed partial class EventCheck
{
    const int Named = 5;
    const string AnId = "a string of 1 to 800 characters without control characters";

    readonly List<string> complaints = [];
    int count;

    /// <summary>What the event is; null if it does not say, or nobody knows.</summary>
    public LangfuseEventType? Type { get; private set; }

    /// <summary>What its sender calls it, for the answer; <c>unknown</c> if it does not say.</summary>
    public string Id { get; private set; } = "";

    /// <summary>All that is wrong with it, as one line; null if it is good.</summary>
    public string? Error =>
        count == 0 ? null
        : count <= Named ? string.Join("; ", complaints)
        : $"{string.Join("; ", complaints)}; and {count - Named} more";

    /// <summary>True if the event is good.</summary>
    /// <param name="item">One that <see cref="LangfuseBatch"/> found.</param>
    /// <param name="target">Filled if it is good and of a type that is kept.</param>
    public bool Passes(LangfuseBatch.Item item, LangfuseEvent target)
    {
        complaints.Clear();
        (count, Type, Id) = (0, null, "unknown");
        if (!EventEnvelope.TryRead(item.Bytes, out var envelope))
        {
            Expect($"batch[{item.Position}]", "an object", item.Bytes.Span);
            return false;
        }

        if (RawJson.TextOf(envelope.Id.Span) is { } id)
        {
            Id = id.Length <= IdText.MaxLength ? id : id[..IdText.MaxLength];
        }

        if (item.IsTooDeep)
        {
            Complain($"batch[{item.Position}]: nested deeper than {RawJson.MaxDepth} levels");
            return false;
        }

        Check("id", IdText.IsValid(RawJson.TextOf(envelope.Id.Span)) ? null : AnId, envelope.Id.Span);
        Check("timestamp", IsTime(envelope.Timestamp.Span) ? null : ATime, envelope.Timestamp.Span);
        Type = RawJson.TextOf(envelope.Type.Span) is { } name ? LangfuseEventType.Find(name) : null;
        Check("type", Type is null ? LangfuseEventType.AllNames : null, envelope.Type.Span);
        if (!LangfuseEventReader.TryReadBody(envelope.Body, target))
        {
            Expect("body", "an object", envelope.Body.Span);
        }
        else if (Type is not null)
        {
            CheckBody(Type, target);
        }

        return count == 0 && (Type!.Kind is null || LangfuseEventReader.TryName(envelope, Type, target));
    }

    void CheckBody(LangfuseEventType type, LangfuseEvent target)
    {
        if (type.Shape == BodyShape.DatasetRunItem)
        {
            Complain("Dataset run item creation is only allowed for internal usage");
            return;
        }

        foreach (var member in BodyRules.Of(type.Shape))
        {
            CheckMember("body." + member.Name, member.Rule, LangfuseEventReader.Member(target, member.Utf8));
        }

        if (type.Shape == BodyShape.Generation)
        {
            CheckPrompt(target);
        }
        else if (type.Shape == BodyShape.Score)
        {
            CheckScore(target);
        }
    }

    void CheckMember(string path, Rule rule, ReadOnlySpan<byte> raw)
    {
        if (RawJson.IsNothing(raw) && !IsNeeded(rule, raw))
        {
            return;
        }

        if (rule is Rule.Texts && RawJson.KindOf(raw) == JsonValueKind.Array)
        {
            CheckItems(path, raw);
        }
        else if (rule is Rule.Usage or Rule.Parameters or Rule.LegacyParameters or Rule.Map)
        {
            CheckMap(path, rule, raw);
        }
        else
        {
            Check(path, Expectation(rule, raw), raw);
        }
    }

    /// <summary>True if nothing is not enough; a null can be something that is logged.</summary>
    static bool IsNeeded(Rule rule, ReadOnlySpan<byte> raw) =>
        rule is Rule.NeededId or Rule.NeededText or Rule.LegacyType || (rule is Rule.NeededAny && raw.IsEmpty);

    /// <summary>What the rule demands; null if the value is that.</summary>
    static string? Expectation(Rule rule, ReadOnlySpan<byte> raw)
    {
        var text = RawJson.TextOf(raw);
        return rule switch
        {
            Rule.Text => text is null ? "a string" : null,
            Rule.Name => text is { Length: <= 1000 } ? null : "a string of at most 1000 characters",
            Rule.NeededText => text is { Length: > 0 } ? null : "a string that is not empty",
            // What is empty names nothing; who needs an id says so by NeededId.
            Rule.Id => text is "" || IdText.IsValid(text) ? null : AnId,
            Rule.NeededId => IdText.IsValid(text) ? null : AnId,
            Rule.Time => IsTime(raw) ? null : ATime,
            Rule.Flag => RawJson.KindOf(raw) is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
            Rule.Texts => "an array of strings",
            Rule.Integer => RawJson.IsInteger(raw) ? null : "an integer",
            Rule.Level => text is "DEBUG" or "DEFAULT" or "WARNING" or "ERROR" ? null : "DEBUG|DEFAULT|WARNING|ERROR",
            Rule.LegacyType => text is "GENERATION" or "SPAN" or "EVENT" ? null : "GENERATION|SPAN|EVENT",
            Rule.OutputMode => text is "replace" or "merge" ? null : "replace|merge",
            Rule.Source => text is "API" or "EVAL" or "ANNOTATION" ? null : "API|EVAL|ANNOTATION",
            Rule.NeededAny => raw.IsEmpty ? "a value" : null,
            _ => null,
        };
    }

    void CheckPrompt(LangfuseEvent target)
    {
        var name = RawJson.IsNothing(LangfuseEventReader.Member(target, "promptName"u8));
        var version = RawJson.IsNothing(LangfuseEventReader.Member(target, "promptVersion"u8));
        if (name != version)
        {
            Complain(
                $"body.{(name ? "promptName" : "promptVersion")}: promptName and promptVersion must come together, or "
                    + "neither of them"
            );
        }
    }

    const string ATime = "an ISO 8601 date and time with Z or an offset";

    static bool IsTime(ReadOnlySpan<byte> raw) => IsoTime.TryParse(LangfuseEventReader.Unquoted(raw), out _);

    void Check(string path, string? expected, ReadOnlySpan<byte> raw)
    {
        if (expected is not null)
        {
            Expect(path, expected, raw);
        }
    }

    void Expect(string path, string expected, ReadOnlySpan<byte> raw)
    {
        if (count < Named)
        {
            Complain($"{path}: expected {expected}, got {RawJson.Show(raw)}");
        }
        else
        {
            count++;
        }
    }

    void Complain(string complaint)
    {
        if (count++ < Named)
        {
            complaints.Add(complaint);
        }
    }
}
