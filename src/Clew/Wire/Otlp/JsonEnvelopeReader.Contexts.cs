using System.Text.Json;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>Resources and scopes: kept as JSON without what they hold, and decoded by way of protobuf.</summary>
sealed partial class JsonEnvelopeReader
{
    bool ReadResource(ref Utf8JsonReader reader)
    {
        if (!ReadMembers(ref reader, resourceMembers, Level.Scope))
        {
            return false;
        }

        if (open.Count == 0)
        {
            return true;
        }

        var origin = envelope.NextResource();
        var raw = Compose(resourceMembers);
        if (
            !TryTranscode(raw, OtlpSchema.ResourceItems, out var message)
            || !OriginDecoder.TryReadResource(message.Array!, new(message.Offset, message.Count), origin)
        )
        {
            return Fail("the resource is not valid");
        }

        foreach (var (context, scopeRaw) in open)
        {
            context.Set(new(raw, scopeRaw), origin);
        }

        open.Clear();
        return true;
    }

    bool ReadScope(ref Utf8JsonReader reader)
    {
        hasItems = false;
        if (!ReadMembers(ref reader, scopeMembers, Level.Item))
        {
            return false;
        }

        if (!hasItems)
        {
            return true;
        }

        var context = envelope.Contexts[^1];
        var raw = Compose(scopeMembers);
        if (
            !TryTranscode(raw, OtlpSchema.ScopeItems, out var message)
            || !OriginDecoder.TryReadScope(message.Array!, new(message.Offset, message.Count), context.Scope)
        )
        {
            return Fail("the scope is not valid");
        }

        open.Add((context, raw));
        return true;
    }

    /// <summary>The members of an object, without those that were left out.</summary>
    ArraySegment<byte> Compose(List<ProtoSlice> members)
    {
        var scratch = envelope.Scratch;
        scratch.Append("{"u8);
        foreach (var member in members)
        {
            scratch.Append(member == members[0] ? default : ","u8);
            scratch.Append(member.Of(json.Span));
        }

        scratch.Append("}"u8);
        return scratch.Complete();
    }

    bool TryTranscode(ArraySegment<byte> context, MessageSpec spec, out ArraySegment<byte> message)
    {
        contextWriter.Reset();
        message = default;
        var reader = new Utf8JsonReader(context, OtlpJsonTranscoder.ReaderOptions);
        reader.Read();
        if (!transcoder.TryTranscode(ref reader, context, spec, contextWriter, out var problem))
        {
            return Fail(problem);
        }

        envelope.Scratch.Append(contextWriter.Written);
        message = envelope.Scratch.Complete();
        return true;
    }
}
