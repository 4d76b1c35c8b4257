using System.Text;
using Clew.Dialects.Parsing;
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
            object line =
                output.LiesInBatch && !reading.IsDetail
                    ? new LatePreview(output.Utf8, isInput: false, null)
                    : Preview.OfOutput(output.Utf8.Span);
            reading.Add(Field.OutputPreview, output.Rank, 0, line, output.Source!);
            if (reading.IsDetail)
            {
                var payload = new Payload(output.Utf8, output.Mime);
                reading.Add(Field.Output, output.Rank, 0, payload, output.Source!);
                StateToolResult(payload, output.Source!, reading);
                StateFinishReasons(payload, output.Source!, reading);
            }
        }
    }

    static void StateInput(in Reading.Candidate input, Reading reading)
    {
        var utf8 = input.Utf8.Span;
        var isChat = ChatMl.TryScanCut(ref utf8, out var scan);
        var isWhole = utf8 == input.Utf8.Span;
        object line =
            input.LiesInBatch && isWhole && !reading.IsDetail
                ? new LatePreview(input.Utf8, isInput: true, isChat ? scan.LastUser ?? scan.Last : null)
                : Preview.OfInput(utf8, isChat, scan);
        reading.Add(Field.InputPreview, input.Rank, 0, line, input.Source!);
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
            StateTools(payload, input.Source!, reading);
        }
    }

    /// <summary>What goes into a tool are its arguments, and what comes out its result, unless a dialect says so.</summary>
    static void StandIn(Field field, Payload payload, Provenance source, Reading reading)
    {
        if (reading.Type is SpanType.Tool)
        {
            reading.Add(field, Ranks.StandIn, 0, payload, source);
        }
    }

    /// <summary>A result that LangChain has put into a message is taken out of it, and tells which call it answers.</summary>
    static void StateToolResult(Payload output, Provenance source, Reading reading)
    {
        if (reading.Type is SpanType.Tool && LangChain.AnswerOf(output) is { Result: { } result } answer)
        {
            StandIn(Field.ToolResult, new Payload(Encoding.UTF8.GetBytes(result), null), source, reading);
            if (answer.Id is { Length: > 0 } id)
            {
                reading.Add(Field.ToolCallId, Ranks.StandIn, 0, id, source);
            }
        }
        else
        {
            StandIn(Field.ToolResult, output, source, reading);
        }
    }

    /// <summary>
    /// <c>{"model":"…","messages":[…],"tools":[…]}</c>: where the input is a whole request, it says which tools there
    /// were.
    /// </summary>
    static void StateTools(Payload input, Provenance source, Reading reading)
    {
        if (reading.Type is not SpanType.Generation)
        {
            return;
        }

        Span<Range> found = stackalloc Range[3];
        if (
            JsonMembers.TryFind(input.Utf8.Span, ["tools", "messages", "input"], found)
            && input.Utf8[found[0]] is var tools
            && Json.FirstByte(tools.Span) == (byte)'['
            && !(input.Utf8[found[1]].IsEmpty && input.Utf8[found[2]].IsEmpty)
        )
        {
            reading.Add(Field.ToolDefinitions, Ranks.StandIn, 0, new Payload(tools, Payload.Json), source);
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
