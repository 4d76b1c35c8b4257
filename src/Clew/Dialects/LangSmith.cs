using System.Text;
using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// LangSmith over OpenTelemetry (Python and JavaScript, as of August 2026): <c>langsmith.*</c> beside old
/// <c>gen_ai.*</c> attributes, where <c>gen_ai.prompt</c> and <c>gen_ai.completion</c> hold whatever went in and out of
/// a run, be it a model, a tool or a retriever. A run that failed has status OK and an <c>exception</c> event.
/// </summary>
sealed class LangSmith : Dialect
{
    const string Metadata = "langsmith.metadata.";

    readonly Key kind;
    readonly Key runName;
    readonly Key tags;
    readonly Key prompt;
    readonly Key completion;
    readonly Key finishReasons;
    readonly Key[] session;
    readonly Key[] user;
    readonly Key[] invocation;
    readonly Family metadata;
    readonly Key[] marks;
    readonly LangSmithUsage usage;

    public LangSmith()
        : base("langsmith", 1)
    {
        Scopes("langsmith");
        kind = Attribute("langsmith.span.kind");
        runName = Attribute("langsmith.trace.name");
        tags = Attribute("langsmith.span.tags");
        prompt = Attribute("gen_ai.prompt");
        completion = Attribute("gen_ai.completion");
        finishReasons = Attribute("gen_ai.response.finish_reasons");
        session = Attributes(Metadata + "session_id", Metadata + "thread_id", Metadata + "conversation_id");
        user = Attributes(Metadata + "user_id", Metadata + "userId");
        invocation = Attributes(Metadata + "ls_invocation_params", Metadata + "invocation_params");
        metadata = FamilyOf(Metadata);
        usage = new(Attribute);
        marks = [kind, runName, tags, usage.Whole, .. session, .. user, .. invocation];

        // gen_ai.system says langchain where it does not know.
        MapText(Field.Provider, Metadata + "ls_provider");
        MapText(Field.RequestModel, Metadata + "ls_model_name");
        MapParameter("temperature", Metadata + "ls_temperature");
        MapParameter("max_tokens", Metadata + "ls_max_tokens");
        MapParameter("stop_sequences", Metadata + "ls_stop");
        MapParameter("stream", "langsmith.request.streaming");
    }

    /// <summary>Many of its keys are those of others.</summary>
    public override bool Speaks(Reading reading)
    {
        var isSaid = IsInScope(reading) || reading.Attributes.Has(metadata);
        for (var i = 0; i < marks.Length && !isSaid; i++)
        {
            isSaid = reading.Attributes.Has(marks[i]);
        }

        return isSaid;
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var type = ReadKind(attributes, reading);
        usage.Read(type, attributes, reading);
        if (type is SpanType.Tool)
        {
            ReadTool(span, attributes, reading);
        }

        if (attributes.TryGet(tags, out var list))
        {
            foreach (var tag in TextList.OfCommas(list))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }

        ReadFirst(Field.SessionId, session, attributes, reading);
        ReadFirst(Field.UserId, user, attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(type, attributes, reading);
        }
    }

    SpanType? ReadKind(AttributeIndex attributes, Reading reading)
    {
        SpanType? type =
            attributes.TryGet(kind, out var value) && value.Kind == ValueKind.String
                ? reading.Strings.Of(value.Utf8) switch
                {
                    "llm" => SpanType.Generation,
                    "chain" or "prompt" or "parser" => SpanType.Chain,
                    "tool" => SpanType.Tool,
                    "retriever" => SpanType.Retriever,
                    "embedding" => SpanType.Embedding,
                    _ => null,
                }
                : null;
        if (type is { } known)
        {
            reading.TypeIs(known, kind.Source);
        }

        return type;
    }

    void ReadTool(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        var isNamed = attributes.TryGet(runName, out var value) && value.Kind == ValueKind.String;
        var name = reading.Strings.Of(isNamed ? value.Utf8 : span.Name.Span);
        if (name.Length > 0)
        {
            reading.Text(Field.ToolName, name, runName.Source, Standing.Guess);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        if (attributes.TryGet(prompt, out value))
        {
            reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), prompt.Source, Standing.Guess);
        }

        if (attributes.TryGet(completion, out value))
        {
            reading.Text(Field.ToolResult, reading.PayloadOf(value, null), completion.Source, Standing.Guess);
        }
    }

    void ReadDetail(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        foreach (var key in invocation)
        {
            if (attributes.TryGet(key, out var value))
            {
                Leaves.ReadParameters(value, reading, key.Source);
            }
        }

        // Of several choices: "stop, length".
        if (
            attributes.TryGet(finishReasons, out var reasons)
            && reasons.Kind == ValueKind.String
            && FinishReasons.TextOf(TextList.OfCommas(reasons)) is { } all
        )
        {
            reading.Text(Field.FinishReason, all, finishReasons.Source);
        }

        Leaves.ReadMetadataUnder(metadata, MetadataOf.Span, this, reading);
        if (type is SpanType.Retriever && attributes.TryGet(completion, out var found))
        {
            ReadDocuments(found, reading);
        }
    }

    /// <summary>
    /// <c>{"documents":[{"page_content":"…","metadata":{…}}]}</c> becomes <c>[{"content":"…","metadata":{…}}]</c>.
    /// </summary>
    void ReadDocuments(in Value found, Reading reading)
    {
        using var document = Parse(found, reading);
        if (document is null || ListIn(document.RootElement) is not { } list)
        {
            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject();
                foreach (var member in item.EnumerateObject())
                {
                    var name = JsonStrings.NameOf(member);
                    writer.WritePropertyName(name == "page_content" ? "content" : name);
                    Json.WriteRaw(writer, member.Value);
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        var json = new Payload(reading.Keep(scratch), Payload.Json);
        reading.Text(Field.Document, json, completion.Source, Standing.Guess);

        static JsonElement? ListIn(JsonElement root)
        {
            foreach (var name in new[] { "documents", "outputs", "output" })
            {
                if (Messages.Member(root, name) is { ValueKind: JsonValueKind.Array } list)
                {
                    return list;
                }
            }

            return null;
        }
    }

    static void ReadFirst(Field field, Key[] keys, AttributeIndex attributes, Reading reading)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } text)
            {
                reading.Trace(field, text, key.Source);
                return;
            }
        }
    }

    /// <summary>An object, also as Python writes one.</summary>
    internal static JsonDocument? Parse(in Value value, Reading reading)
    {
        var utf8 = value.Kind is ValueKind.String or ValueKind.Map ? reading.PayloadOf(value, null).Utf8 : default;
        if (Json.FirstByte(utf8.Span) != (byte)'{')
        {
            return null;
        }

        return Json.TryParse(utf8)
            ?? Json.TryParse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8.Span).Replace('\'', '"')));
    }
}
