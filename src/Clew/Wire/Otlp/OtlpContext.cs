using Clew.Model;

namespace Clew.Wire.Otlp;

/// <summary>
/// What the items of one <c>ScopeSpans</c> share. Belongs to an <see cref="OtlpEnvelope"/> and is valid until that
/// reads its next request; only <see cref="Raw"/> itself (not the memory it points to) is made anew every time.
/// </summary>
sealed class OtlpContext
{
    public RecordContext Raw { get; private set; } = new(default, default);

    /// <summary>The same instance for all scopes of a resource.</summary>
    public DecodedOrigin Resource { get; private set; } = new();
    public DecodedOrigin Scope { get; } = new();

    /// <summary><see cref="RecordHash"/> over resource and scope as sent: the start of every record's hash.</summary>
    public long Hash { get; private set; }

    public void Set(RecordContext raw, DecodedOrigin resource)
    {
        Raw = raw;
        Resource = resource;
        Hash = RecordHash.Of(RecordHash.Of(0, raw.Resource.Span), raw.Scope.Span);
    }
}

/// <summary>One span or log record of a request.</summary>
/// <param name="Context">Index into <see cref="OtlpEnvelope.Contexts"/>.</param>
/// <param name="Raw">Its bytes as sent: a protobuf message or a JSON object.</param>
/// <param name="Buffer">Holds its protobuf form from <paramref name="Start"/> on: what the decoders want.</param>
/// <param name="Problem">
/// Why a JSON object could not be turned into protobuf, with its path; null if it could. The decoders call such an
/// item malformed.
/// </param>
readonly record struct OtlpItem(
    int Context,
    ReadOnlyMemory<byte> Raw,
    byte[] Buffer,
    int Start,
    int Length,
    string? Problem = null
);
