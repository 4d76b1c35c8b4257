using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// OpenLLMetry (Traceloop), what all of its versions say in <c>traceloop.*</c>: workflows, tasks, agents and tools, and
/// whatever the program associates with a request. How its versions before GenAI 1.37 tell of a model call is in
/// <see cref="OpenLlmetry"/>.
/// </summary>
sealed class Traceloop : Dialect
{
    readonly Key kind;
    readonly Key entityName;
    readonly Key entityInput;
    readonly Key entityOutput;
    readonly Key[] session;
    readonly Key[] user;
    readonly Family associated;

    public Traceloop()
        : base("traceloop", 1)
    {
        kind = Attribute("traceloop.span.kind");
        entityName = Attribute("traceloop.entity.name");
        entityInput = Attribute("traceloop.entity.input");
        entityOutput = Attribute("traceloop.entity.output");
        associated = FamilyOf("traceloop.association.properties.");
        session = Associated("session_id", "sessionId", "session.id", "conversation_id", "thread_id", "chat_id");
        user = Associated("user_id", "userId", "user.id");
        MapText(Field.PromptName, "traceloop.prompt.key");
        MapText(Field.PromptVersion, "traceloop.prompt.version", "traceloop.prompt.version_name");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var type = ReadKind(attributes, reading);
        if (attributes.TryGet(entityInput, out var value))
        {
            reading.Input(ContentSource.Own, value, null, entityInput.Source);
        }

        if (attributes.TryGet(entityOutput, out value))
        {
            reading.Output(ContentSource.Own, value, null, entityOutput.Source);
        }

        if (type is SpanType.Tool)
        {
            ReadTool(attributes, reading);
        }

        ReadFirst(Field.SessionId, session, attributes, reading);
        ReadFirst(Field.UserId, user, attributes, reading);
        if (reading.IsDetail)
        {
            Leaves.ReadMetadataUnder(associated, MetadataOf.Span, this, reading);
        }
    }

    SpanType? ReadKind(AttributeIndex attributes, Reading reading)
    {
        SpanType? type =
            attributes.TryGet(kind, out var value) && value.Kind == ValueKind.String
                ? reading.Strings.Of(value.Utf8) switch
                {
                    "workflow" or "task" => SpanType.Chain,
                    "agent" => SpanType.Agent,
                    "tool" => SpanType.Tool,
                    _ => null,
                }
                : null;
        if (type is { } known)
        {
            reading.TypeIs(known, kind.Source);
        }

        return type;
    }

    /// <summary>Where the span also speaks GenAI, that knows the tool better.</summary>
    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(entityName, out var value) && reading.Strings.Of(value) is { Length: > 0 } name)
        {
            reading.Text(Field.ToolName, name, entityName.Source, Standing.Guess);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        if (attributes.TryGet(entityInput, out value))
        {
            reading.Text(Field.ToolArguments, ArgumentsIn(value, reading), entityInput.Source, Standing.Guess);
        }

        if (attributes.TryGet(entityOutput, out value))
        {
            reading.Text(Field.ToolResult, reading.PayloadOf(value, null), entityOutput.Source, Standing.Guess);
        }
    }

    /// <summary>
    /// A call is told as <c>{"args":["Paris"],"kwargs":{}}</c>: where there is only one argument, or only named ones,
    /// those are what a person looks for.
    /// </summary>
    static Payload ArgumentsIn(in Value value, Reading reading)
    {
        var whole = reading.PayloadOf(value, null);
        using var document = Json.FirstByte(whole.Utf8.Span) == (byte)'{' ? Json.TryParse(whole.Utf8) : null;
        if (
            document is null
            || Messages.Member(document.RootElement, "args") is not { ValueKind: JsonValueKind.Array } args
            || Messages.Member(document.RootElement, "kwargs") is not { ValueKind: JsonValueKind.Object } named
        )
        {
            return whole;
        }

        var hasNamed = named.EnumerateObject().Any();
        var only = (args.GetArrayLength(), hasNamed) switch
        {
            (0, true) => named,
            (1, false) => args[0],
            (> 1, false) => args,
            _ => document.RootElement,
        };
        return new(System.Text.Encoding.UTF8.GetBytes(only.GetRawText()), Payload.Json);
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

    Key[] Associated(params ReadOnlySpan<string> names)
    {
        var keys = new Key[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            keys[i] = Attribute("traceloop.association.properties." + names[i]);
        }

        return keys;
    }
}
