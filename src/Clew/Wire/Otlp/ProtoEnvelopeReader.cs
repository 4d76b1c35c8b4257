using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>
/// Walks the outer three messages of a protobuf request and fills an <see cref="OtlpEnvelope"/>.
/// <code>
/// 0a len                  resource_spans
///    0a len …                resource          ┐ the context's resource: all but scope_spans
///    1a len …                schema_url        ┘
///    12 len                  scope_spans
///       0a len …                scope          the context's scope: all but spans
///       12 len …                span           an item, untouched
/// </code>
/// </summary>
readonly struct ProtoEnvelopeReader(OtlpEnvelope envelope, OtlpSignal signal, byte[] body)
{
    const uint ResourceItemsTag = (F.Request.ResourceItems << 3) | WireType.Bytes;
    const uint ScopeItemsTag = (F.ResourceItems.ScopeItems << 3) | WireType.Bytes;
    const uint LibraryItemsTag = (F.ResourceItems.LibraryItems << 3) | WireType.Bytes;
    const uint ItemsTag = (F.ScopeItems.Items << 3) | WireType.Bytes;

    /// <summary>Null, or what is wrong.</summary>
    public string? Read(ProtoSlice request)
    {
        var index = 0;
        var reader = new ProtoReader(body, request);
        while (reader.Next())
        {
            if (reader.Tag != ResourceItemsTag)
            {
                reader.Skip();
                continue;
            }

            var message = reader.Bytes();
            if (!reader.Failed && ReadResource(message, index++) is { } error)
            {
                return error;
            }
        }

        if (!reader.Failed)
        {
            return null;
        }

        // 7b is '{': a common mistake is JSON with the content type of protobuf.
        var hint = body[request.Start] == '{' ? "; the body looks like JSON, sent as protobuf" : "";
        return $"request at byte {reader.FaultPosition}: {reader.Fault.Describe()}{hint}";
    }

    string? ReadResource(ProtoSlice message, int index)
    {
        var path = new Path(OtlpNames.Of(signal).Resource.Snake, index);
        if (!TryStrip(message, ScopeItemsTag, LibraryItemsTag, out var raw, out var fault))
        {
            return $"{path}{fault}";
        }

        DecodedOrigin? origin = null;
        var scope = 0;
        var reader = new ProtoReader(body, message);
        while (reader.Next())
        {
            if (reader.Tag is not (ScopeItemsTag or LibraryItemsTag))
            {
                reader.Skip();
                continue;
            }

            var items = reader.Bytes();
            var error =
                signal == OtlpSignal.Metrics
                    ? CountPoints(items, path, scope)
                    : ReadScope(items, raw, ref origin, path, scope);
            if (error is not null)
            {
                return error;
            }

            scope++;
        }

        return null;
    }

    string? ReadScope(
        ProtoSlice message,
        ArraySegment<byte> resource,
        ref DecodedOrigin? origin,
        Path parent,
        int index
    )
    {
        if (!TryStrip(message, ItemsTag, ItemsTag, out var raw, out var fault))
        {
            return $"{parent}.{new Path(OtlpNames.Of(signal).Scope.Snake, index)}{fault}";
        }

        var isFirst = true;
        var reader = new ProtoReader(body, message);
        while (reader.Next())
        {
            if (reader.Tag != ItemsTag)
            {
                reader.Skip();
                continue;
            }

            // A context without items is not worth having.
            if (isFirst && !TryAddContext(resource, raw, ref origin))
            {
                return $"{parent} at byte {message.Start}: the resource or scope is not a valid message";
            }

            isFirst = false;
            var item = reader.Bytes();
            envelope.AddItem(ProtoText.Memory(body, item), body, item);
            if (envelope.Limit is { } limit)
            {
                return limit;
            }
        }

        return null;
    }

    bool TryAddContext(ArraySegment<byte> resource, ArraySegment<byte> scope, ref DecodedOrigin? origin)
    {
        if (origin is null)
        {
            origin = envelope.NextResource();
            if (!OriginDecoder.TryReadResource(resource.Array!, new(resource.Offset, resource.Count), origin))
            {
                return false;
            }
        }

        var context = envelope.AddContext();
        context.Set(new(resource, scope), origin);
        return OriginDecoder.TryReadScope(scope.Array!, new(scope.Offset, scope.Count), context.Scope);
    }

    string? CountPoints(ProtoSlice message, Path parent, int index)
    {
        if (PointCounter.TryCount(body, message, out var points))
        {
            envelope.DataPoints += points;
            return null;
        }

        return $"{parent}.{new Path("scope_metrics", index)} at byte {message.Start}: the metrics are not valid messages";
    }

    /// <summary>
    /// A message without some of its fields. They usually stand together at one end, so that the rest is one slice of
    /// the body; otherwise the rest is put together.
    /// </summary>
    bool TryStrip(ProtoSlice message, uint tag, uint otherTag, out ArraySegment<byte> rest, out string? fault)
    {
        var keptFrom = message.Start;
        var kept = new ProtoSlice(message.Start, 0);
        var copied = false;
        var reader = new ProtoReader(body, message);
        while (reader.Next())
        {
            var start = reader.FieldStart;
            var strip = reader.Tag == tag || reader.Tag == otherTag;
            reader.Skip();
            if (reader.Failed)
            {
                break;
            }

            if (strip)
            {
                Keep(new(keptFrom, start - keptFrom), ref kept, ref copied);
                keptFrom = reader.Position;
            }
        }

        fault = reader.Failed ? $" at byte {reader.FaultPosition}: {reader.Fault.Describe()}" : null;
        if (!reader.Failed)
        {
            Keep(new(keptFrom, message.End - keptFrom), ref kept, ref copied);
        }

        rest = copied ? envelope.Scratch.Complete() : new(body, kept.Start, kept.Length);
        return !reader.Failed;
    }

    void Keep(ProtoSlice part, ref ProtoSlice kept, ref bool copied)
    {
        if (part.Length == 0)
        {
            return;
        }

        if (copied)
        {
            envelope.Scratch.Append(part.Of(body));
        }
        else if (kept.Length == 0)
        {
            kept = part;
        }
        else
        {
            copied = true;
            envelope.Scratch.Append(kept.Of(body));
            envelope.Scratch.Append(part.Of(body));
        }
    }

    readonly record struct Path(string Field, int Index)
    {
        public override string ToString() => $"{Field}[{Index}]";
    }
}
