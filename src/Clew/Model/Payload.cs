namespace Clew.Model;

/// <summary>
/// An input or output value: UTF-8 text and what it claims to be. <see cref="Mime"/> is null where the sender gave no
/// type. The bytes may be a slice of a buffer that is reused; copy them to keep them.
/// </summary>
sealed record Payload(ReadOnlyMemory<byte> Utf8, string? Mime)
{
    public const string Json = "application/json";
    public const string Text = "text/plain";
}
