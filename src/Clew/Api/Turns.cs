using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>A trace as a turn of a conversation.</summary>
static class Turns
{
    public static async Task<TurnShape> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceRow row,
        CancellationToken ct
    )
    {
        var content = await TraceContent.ReadAsync(store, dialects, project, row, null, null, ct);
        var summary = Summaries.Of(row);
        return new()
        {
            TraceId = summary.Id,
            Name = summary.Name,
            StartUnixNano = summary.StartUnixNano,
            EndUnixNano = summary.EndUnixNano,
            Status = summary.Status,
            UserId = summary.UserId,
            InputSpanId = content.Input is null || row.HasOwnInput ? null : Summaries.IdOf(row.InputSpanId),
            OutputSpanId = content.Output is null || row.HasOwnOutput ? null : Summaries.IdOf(row.OutputSpanId),
            Input = ShapesOf(content.Input, "user", NewOf),
            Output = ShapesOf(content.Output, "assistant", AnswerOf),
            Usage = summary.Usage,
            Cost = summary.Cost,
        };
    }

    /// <summary>The messages after the last answer, which are not repeated from earlier turns.</summary>
    internal static IEnumerable<Message> NewOf(IReadOnlyList<Message> messages)
    {
        var from = messages.Count;
        while (from > 0 && !IsAnswer(messages[from - 1]))
        {
            from--;
        }

        // An input that ends with an answer asks to go on with it: then there is nothing new.
        return messages.Skip(from).Where(m => m.Role is not ("system" or "developer"));
    }

    /// <summary>The last message that says something, else the last one.</summary>
    internal static IEnumerable<Message> AnswerOf(IReadOnlyList<Message> messages) =>
        messages.LastOrDefault(m => IsAnswer(m) && m.Parts.Any(p => p.Type == "text" && p.Text is { Length: > 0 }))
            is { } said
            ? [said]
            : messages.TakeLast(1);

    static bool IsAnswer(Message message) => message.Role is "assistant" or "model" or "ai";

    /// <param name="role">Of content that is no conversation.</param>
    static MessageShape[] ShapesOf(
        Content? content,
        string role,
        Func<IReadOnlyList<Message>, IEnumerable<Message>> choose
    )
    {
        if (content is null)
        {
            return [];
        }

        var messages = Messages.TryParse(content.Payload);
        return SpanDetails.ShapesOf(
            messages is null ? [new(role, null, null, [TextOf(content)])] : [.. choose(messages)]
        )!;
    }

    static MessagePart TextOf(Content content) =>
        new("text") { Text = Encoding.UTF8.GetString(Truncation.Cut(content.Payload.Utf8).Utf8.Span) };
}
