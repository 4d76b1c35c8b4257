using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Codex, OpenAI's coding agent. A turn (<c>session_task.turn</c>) sums up in <c>codex.turn.token_usage.*</c> what its
/// responses below report in <c>gen_ai.usage.*</c>, so that the same tokens come twice. What was said is in log records
/// <c>codex.*</c>.
/// </summary>
sealed class Codex : Dialect
{
    readonly Family own;
    readonly Key eventName;
    readonly Key model;
    readonly Key conversation;
    readonly Key thread;
    readonly Key prompt;
    readonly Key arguments;
    readonly Key output;
    readonly Key error;
    readonly Key[] effort;
    readonly Key turn;
    readonly Provenance name;
    readonly UsageRule turns;
    readonly UsageRule responses;
    readonly UsageRule events;

    public Codex()
        : base("codex", 1)
    {
        Scopes("codex_*", "codex-*", "codex");
        own = FamilyOf("codex.");
        eventName = Attribute("event.name");
        model = Attribute("model");
        conversation = Attribute("conversation.id");
        thread = Attribute("thread.id");
        prompt = Attribute("prompt");
        arguments = Attribute("arguments");
        output = Attribute("output");
        error = Attribute("error.message");
        turn = Attribute("turn.id");
        effort = Attributes(
            "codex.turn.reasoning_effort",
            "codex.request.reasoning_effort",
            "model_reasoning_effort",
            "reasoning_effort"
        );
        name = SourceOf("name");
        turns = new()
        {
            Input = Attributes("codex.turn.token_usage.input_tokens"),
            Output = Attributes("codex.turn.token_usage.output_tokens"),
            CacheRead = Attributes("codex.turn.token_usage.cached_input_tokens"),
            CacheWrite = Attributes("codex.turn.token_usage.cache_write_input_tokens"),
            Reasoning = Attributes("codex.turn.token_usage.reasoning_output_tokens"),
            Total = Attributes("codex.turn.token_usage.total_tokens"),
        };
        responses = new()
        {
            Input = Attributes("gen_ai.usage.input_tokens"),
            Output = Attributes("gen_ai.usage.output_tokens"),
            CacheRead = Attributes("gen_ai.usage.cache_read.input_tokens"),
            CacheWrite = Attributes("gen_ai.usage.cache_write.input_tokens"),
            Reasoning = Attributes("codex.usage.reasoning_output_tokens", "gen_ai.usage.reasoning.output_tokens"),
            Total = Attributes("codex.usage.total_tokens"),
        };
        events = new()
        {
            Input = Attributes("input_token_count"),
            Output = Attributes("output_token_count"),
            CacheRead = Attributes("cached_token_count"),
            CacheWrite = Attributes("cache_write_token_count"),
            Reasoning = Attributes("reasoning_token_count"),
        };
    }

    /// <summary>Most of its keys are words that anyone might use.</summary>
    public override bool Speaks(Reading reading) =>
        IsInScope(reading)
        || reading.Attributes.Has(own)
        || reading.Attributes.Has(turns.Input[0])
        || (reading.Attributes.TryGet(eventName, out var called) && called.Utf8.StartsWith("codex."u8));

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        ReadCommon(attributes, reading);
        if (span.Name.Span.SequenceEqual("session_task.turn"u8) || attributes.Has(turns.Input[0]))
        {
            reading.TypeIs(SpanType.Agent, name);
            turns.Read(attributes, reading);
        }
        else if (attributes.Has(responses.Input[0]) && responses.Read(attributes, reading))
        {
            // A response is renamed after what it brought, so only its tokens tell what it is.
            reading.TypeIs(SpanType.Generation, responses.Input[0].Source);
        }
    }

    public override void ReadLog(DecodedLog log, Reading reading)
    {
        if (!log.EventName.StartsWith("codex.", StringComparison.Ordinal))
        {
            return;
        }

        var attributes = reading.Attributes;
        ReadCommon(attributes, reading);
        switch (log.EventName)
        {
            case "codex.sse_event":
                events.Read(attributes, reading);
                break;
            case "codex.user_prompt":
                if (attributes.TryGet(prompt, out var said) && !Placeholders.IsNothing(said.Utf8))
                {
                    reading.Input(ContentSource.Own, said, Payload.Text, prompt.Source);
                }

                break;
            case "codex.tool_result" when reading.IsDetail:
                if (attributes.TryGet(arguments, out var given))
                {
                    reading.Text(Field.ToolArguments, reading.PayloadOf(given, null), arguments.Source, Standing.Guess);
                }

                if (attributes.TryGet(output, out var result))
                {
                    reading.Text(Field.ToolResult, reading.PayloadOf(result, null), output.Source, Standing.Guess);
                }

                break;
            case "codex.api_request" when attributes.TryGet(error, out var failure):
                // One attempt of several: whether the span failed is for the span to say.
                reading.Text(Field.ErrorMessage, failure.Text, error.Source, Standing.Guess);
                break;
        }
    }

    void ReadCommon(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(model, out var value) && reading.Strings.Of(value) is { Length: > 0 } asked)
        {
            reading.Text(Field.RequestModel, asked, model.Source);
        }

        if (attributes.TryGet(conversation, out value) && reading.Strings.Of(value) is { Length: > 0 } session)
        {
            reading.Trace(Field.SessionId, session, conversation.Source);
        }
        else if (attributes.TryGet(thread, out value) && value.Text is { Length: 36 } uuid)
        {
            // In Rust a thread is also one of the machine's, and that one is a number.
            reading.Trace(Field.SessionId, uuid, thread.Source);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        foreach (var key in effort)
        {
            if (attributes.TryGet(key, out value))
            {
                reading.Item(Field.Parameter, "reasoning_effort", Json.TextOf(value), key.Source);
                break;
            }
        }

        if (attributes.TryGet(turn, out value))
        {
            reading.Item(Field.Metadata, "turn.id", Json.TextOf(value), turn.Source);
        }
    }
}
