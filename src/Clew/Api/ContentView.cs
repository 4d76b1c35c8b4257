using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Api;

/// <summary>An input or output as an answer shows it: cut after 1 MiB, and then plain text whatever it was.</summary>
/// <param name="Messages">The whole of it as a conversation, if it is one.</param>
readonly record struct ContentView(
    string? Text,
    string? Mime,
    bool IsCut,
    bool IsCutBySender,
    long? Size,
    IReadOnlyList<Message>? Messages
)
{
    /// <param name="isWhole">True to cut nothing: what came by hand is given back by hand.</param>
    public static ContentView Of(Content? content, bool isWhole = false)
    {
        if (content is null)
        {
            return default;
        }

        var messages = Dialects.Chat.Messages.TryParse(content.Payload);
        var cut = isWhole
            ? new Truncated(content.Payload.Utf8, false, content.Payload.Utf8.Length)
            : Truncation.Cut(content.Payload.Utf8);
        return new(
            Encoding.UTF8.GetString(cut.Utf8.Span),
            cut.IsCut ? Payload.Text : content.Payload.Mime,
            cut.IsCut,
            SenderCut.Is(content.Payload, messages),
            content.Payload.Utf8.Length,
            messages
        );
    }
}
