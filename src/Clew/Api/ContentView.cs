using System.Text;
using Clew.Dialects.Chat;

namespace Clew.Api;

/// <summary>An input or output as an answer shows it: cut after 1 MiB, and then plain text whatever it was.</summary>
readonly record struct ContentView(string? Text, string? Mime, bool IsCut, long? Size)
{
    public static ContentView Of(Content? content)
    {
        if (content is null)
        {
            return default;
        }

        var cut = Truncation.Cut(content.Payload.Utf8);
        return new(
            Encoding.UTF8.GetString(cut.Utf8.Span),
            cut.IsCut ? Model.Payload.Text : content.Payload.Mime,
            cut.IsCut,
            content.Payload.Utf8.Length
        );
    }
}
