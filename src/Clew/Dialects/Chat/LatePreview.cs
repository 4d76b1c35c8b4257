using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>A preview of content that lies in the memory of its batch.</summary>
/// <param name="message">Of an input that is a chat: where the message to show stands in it.</param>
sealed class LatePreview(ReadOnlyMemory<byte> utf8, bool isInput, Range? message) : LateText
{
    protected override string Make() =>
        message is { } place ? Preview.OfMessage(utf8.Span[place])
        : isInput ? Preview.OfInput(utf8.Span)
        : Preview.OfOutput(utf8.Span);
}
