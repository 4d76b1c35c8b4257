using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Turns the best input and output of a record into facts, and draws from them what rows keep: who speaks in the
/// chat, and a line to read.
/// </summary>
static class ContentFacts
{
    public static void State(Reading reading)
    {
        if (reading.BestInput is { Rank: > 0 } input)
        {
            StateInput(input, reading);
        }

        if (reading.BestOutput is { Rank: > 0 } output)
        {
            var text = Preview.OfOutput(output.Utf8.Span);
            reading.Add(Field.OutputPreview, output.Rank, 0, text, output.Source!);
            if (reading.IsDetail)
            {
                var payload = new Payload(output.Utf8, output.Mime);
                reading.Add(Field.Output, output.Rank, 0, payload, output.Source!);
                StandIn(Field.ToolResult, payload, output.Source!, reading);
                StateFinishReasons(payload, output.Source!, reading);
            }
        }
    }

    static void StateInput(in Reading.Candidate input, Reading reading)
    {
        var utf8 = input.Utf8.Span;
        var isChat = ChatMl.TryScanCut(ref utf8, out var scan);
        reading.Add(Field.InputPreview, input.Rank, 0, Preview.OfInput(utf8, isChat, scan), input.Source!);
        if (isChat)
        {
            var (rank, source) = (input.Rank, input.Source!);
            reading.Add(Field.MessageCount, rank, scan.Messages, null, source);
            Count(Field.UserMessageCount, scan.User);
            Count(Field.AssistantMessageCount, scan.Assistant);
            Count(Field.SystemMessageCount, scan.System);
            Count(Field.ToolMessageCount, scan.Tool);
            Count(Field.ToolCallCount, scan.ToolCalls);
            reading.Add(Field.FirstRole, rank, 0, scan.FirstRole, source);
            reading.Add(Field.LastRole, rank, 0, scan.LastRole, source);

            void Count(Field field, int count)
            {
                if (count > 0)
                {
                    reading.Add(field, rank, count, null, source);
                }
            }
        }

        if (reading.IsDetail)
        {
            var payload = new Payload(input.Utf8, input.Mime);
            reading.Add(Field.Input, input.Rank, 0, payload, input.Source!);
            StandIn(Field.ToolArguments, payload, input.Source!, reading);
        }
    }

    /// <summary>What goes into a tool are its arguments, and what comes out its result, unless a dialect says so.</summary>
    static void StandIn(Field field, Payload payload, Provenance source, Reading reading)
    {
        if (reading.Type is SpanType.Tool)
        {
            reading.Add(field, 1, 0, payload, source);
        }
    }

    /// <summary>
    /// <c>[{"role":"assistant","parts":[…],"finish_reason":"stop"}]</c>: what the messages say, where nothing else does.
    /// </summary>
    static void StateFinishReasons(Payload output, Provenance source, Reading reading)
    {
        var reasons = new List<string>();
        foreach (var message in Messages.TryParse(output) ?? [])
        {
            if (message.FinishReason is { Length: > 0 } reason)
            {
                reasons.Add(reason);
            }
        }

        if (FinishReasons.TextOf(reasons) is { } text)
        {
            reading.Add(Field.FinishReason, 1, 0, text, source);
        }
    }
}
