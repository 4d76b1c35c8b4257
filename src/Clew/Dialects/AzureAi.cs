using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Azure AI inference, agents and Foundry (<c>az.namespace=Microsoft.CognitiveServices</c>). Models and messages are
/// OTel GenAI; here are the operations on threads and runs, and the answer of a run, which comes as one more
/// <c>gen_ai.assistant.message</c> instead of a choice. The thread is the session, see <see cref="OtelBase"/>.
/// </summary>
sealed class AzureAi : Dialect
{
    readonly Key service;
    readonly Key thread;
    readonly Key run;
    readonly Key runStatus;
    readonly Key operation;
    readonly Key system;
    readonly Provenance message;

    public AzureAi()
        : base("azure-ai", 1)
    {
        service = Attribute("az.namespace");
        thread = Attribute("gen_ai.thread.id");
        run = Attribute("gen_ai.thread.run.id");
        runStatus = Attribute("gen_ai.thread.run.status");
        operation = Attribute("gen_ai.operation.name");
        system = Attribute("gen_ai.system");
        message = SourceOf("gen_ai.*.message");
        MapMetadata(
            "gen_ai.thread.id",
            "gen_ai.thread.run.id",
            "gen_ai.thread.run.status",
            "gen_ai.message.id",
            "gen_ai.message.status",
            "gen_ai.agent.type",
            "gen_ai.conversation.item.id"
        );
    }

    public override bool Speaks(Reading reading)
    {
        var attributes = reading.Attributes;
        return attributes.Has(thread)
            || attributes.Has(run)
            || (attributes.TryGet(service, out var value) && value.Utf8.SequenceEqual("Microsoft.CognitiveServices"u8))
            || (attributes.TryGet(system, out value) && value.Utf8.StartsWith("az.ai."u8));
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        if (attributes.TryGet(runStatus, out var status) && status.Utf8.SequenceEqual("failed"u8))
        {
            reading.Number(Field.Failed, 1, runStatus.Source);
        }

        var word = attributes.TryGet(operation, out var value) ? reading.Strings.Of(value) : null;
        if (TypeOf(word) is { } type)
        {
            reading.TypeIs(type, operation.Source);
            if (type is not SpanType.Span)
            {
                ReadAnswer(span, reading);
            }
        }
    }

    static SpanType? TypeOf(string? operation) =>
        operation switch
        {
            "start_thread_run" or "process_thread_run" => SpanType.Agent,
            "responses" => SpanType.Generation,

            // They have a model and perhaps usage, and yet call none.
            "create_thread" or "create_message" or "list_messages" or "get_thread_run" => SpanType.Span,
            "list_run_steps" or "submit_tool_outputs" => SpanType.Span,
            "create_conversation" or "list_conversation_items" => SpanType.Span,
            _ => null,
        };

    /// <summary>The messages of the assistant that stand last are the answer, unless there is a choice.</summary>
    void ReadAnswer(DecodedSpan span, Reading reading)
    {
        var last = -1;
        var hasAnswer = false;
        for (var i = 0; i < span.Events.Count; i++)
        {
            var name = reading.Strings.Of(span.Events[i].Name.Span);
            if (EventMessages.IsChoice(name))
            {
                return;
            }

            var role = EventMessages.RoleIn(name);
            if (role is "assistant")
            {
                hasAnswer = true;
            }
            else if (!role.IsEmpty)
            {
                (last, hasAnswer) = (i, false);
            }
        }

        if (!hasAnswer)
        {
            return;
        }

        var conversation = new EventConversation(reading);
        for (var i = 0; i < span.Events.Count; i++)
        {
            var (name, attributes) = (reading.Strings.Of(span.Events[i].Name.Span), span.Events[i].Attributes);
            if (
                !EventMessages.RoleIn(name).IsEmpty
                && attributes.TryGet("gen_ai.event.content"u8, out var content)
                && content.Kind == ValueKind.String
            )
            {
                using var body = Json.TryParse(content.Memory);
                if (body is not null)
                {
                    conversation.Add(name, body.RootElement, isAnswer: i > last);
                }
            }
        }

        conversation.State(message, message);
    }
}
