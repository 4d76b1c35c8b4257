using System.Text;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// What every OTLP span says, whatever made it: OpenTelemetry trace v1 and the general semantic conventions (session,
/// user, error and exception attributes, service and deployment of the resource).
/// </summary>
sealed class OtelBase : Dialect
{
    readonly Provenance name;
    readonly Provenance parent;
    readonly Provenance start;
    readonly Provenance end;
    readonly Provenance status;
    readonly Provenance exception;
    readonly Provenance service;
    readonly Provenance serviceVersion;
    readonly Provenance environment;
    readonly Provenance environmentOld;
    readonly Key errorType;

    public OtelBase()
        : base("otel", 1)
    {
        name = SourceOf("name");
        parent = SourceOf("parent_span_id");
        start = SourceOf("start_time_unix_nano");
        end = SourceOf("end_time_unix_nano");
        status = SourceOf("status");
        exception = SourceOf("event exception");
        service = SourceOf("resource service.name");
        serviceVersion = SourceOf("resource service.version");
        environment = SourceOf("resource deployment.environment.name");
        environmentOld = SourceOf("resource deployment.environment");
        errorType = Attribute("error.type");
        // A conversation is a session, and so is a thread of Azure's, but whoever names a session means it.
        MapTrace(Field.SessionId, "session.id", "gen_ai.conversation.id", "gen_ai.thread.id");
        MapTrace(Field.UserId, "user.id", "gen_ai.request.user", "enduser.id");
    }

    public override bool ListensToAll => true;

    public override bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown) =>
        place switch
        {
            AttributePlace.Resource => IsIn(key, "service.name", "service.version")
                || IsIn(key, "deployment.environment.name", "deployment.environment"),
            AttributePlace.Event => name == "exception" && key.StartsWith("exception."u8),
            AttributePlace.Log => key.SequenceEqual("event.name"u8),
            _ => base.Reads(place, name, key, isKnown),
        };

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        reading.Text(Field.Name, reading.Strings.Of(span.Name.Span), name);
        if (span.StartNano > 0)
        {
            reading.Number(Field.StartNano, span.StartNano, start);
        }

        if (span.EndNano > 0)
        {
            reading.Number(Field.EndNano, span.EndNano, end);
        }

        if (!span.ParentSpanId.IsEmpty)
        {
            if (span.ParentSpanId.IsBinary)
            {
                reading.Number(Field.ParentId, span.ParentSpanId.Number, parent);
            }
            else
            {
                reading.Text(Field.ParentId, span.ParentSpanId.ToString(), parent);
            }
        }

        ReadFailure(span, reading);
        ReadResource(reading);
        Apply(reading.Attributes, reading);
    }

    /// <summary>A span failed if any of these say so: its status, an <c>exception</c> event, <c>error.type</c>.</summary>
    void ReadFailure(DecodedSpan span, Reading reading)
    {
        var thrown = default(DecodedEvent?);
        foreach (var e in span.Events)
        {
            if (e.Name.Span.SequenceEqual("exception"u8))
            {
                thrown = e;
            }
        }

        var hasType = reading.Attributes.TryGet(errorType, out var type);
        var source =
            span.StatusCode == 2 ? status
            : thrown is not null ? exception
            : hasType ? errorType.Source
            : null;
        if (source is null)
        {
            return;
        }

        reading.Number(Field.Failed, 1, source);
        var (message, thrownType) = (default(string), default(string));
        if (thrown is { } t)
        {
            message = t.Attributes.TryGet("exception.message"u8, out var m) ? m.Text : null;
            thrownType = t.Attributes.TryGet("exception.type"u8, out var k) ? k.Text : null;
        }

        if (span.StatusCode == 2 && !span.StatusMessage.IsEmpty)
        {
            reading.Text(Field.ErrorMessage, Encoding.UTF8.GetString(span.StatusMessage.Span), status);
        }
        else if (!string.IsNullOrEmpty(message))
        {
            reading.Text(Field.ErrorMessage, message, exception);
        }

        if (hasType && reading.Strings.Of(type) is { Length: > 0 } stated)
        {
            reading.Text(Field.ErrorType, stated, errorType.Source);
        }
        else if (!string.IsNullOrEmpty(thrownType))
        {
            reading.Text(Field.ErrorType, thrownType, exception);
        }
    }

    static bool IsIn(ReadOnlySpan<byte> key, string one, string other) =>
        Ascii.Equals(key, one) || Ascii.Equals(key, other);

    void ReadResource(Reading reading)
    {
        var (old, current) = (default(Value), default(Value));
        foreach (var value in reading.Resource.Attributes)
        {
            var key = value.Key;
            switch (key.Length)
            {
                case 12 when key.SequenceEqual("service.name"u8):
                    State(Field.Service, value, service, reading);
                    break;
                case 15 when key.SequenceEqual("service.version"u8):
                    State(Field.Version, value, serviceVersion, reading);
                    break;
                case 22 when key.SequenceEqual("deployment.environment"u8):
                    old = value;
                    break;
                case 27 when key.SequenceEqual("deployment.environment.name"u8):
                    current = value;
                    break;
            }
        }

        if (!State(Field.Environment, current, environment, reading))
        {
            State(Field.Environment, old, environmentOld, reading);
        }
    }

    static bool State(Field field, in Value value, Provenance source, Reading reading)
    {
        if (reading.Strings.Of(value) is not { Length: > 0 } text)
        {
            return false;
        }

        if (Fields.BelongsToTrace(field))
        {
            reading.Trace(field, text, source);
        }
        else
        {
            reading.Text(field, text, source);
        }

        return true;
    }
}
