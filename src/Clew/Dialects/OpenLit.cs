using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// OpenLIT, as of August 2026: OTel GenAI with operations of its own (images, speech, vector stores), a few names for
/// content, and on each span what others say once of the resource. Its <c>gen_ai.usage.cost</c> of 0 means that it
/// had no prices, and a tool's name on its chat spans is what the model asked for; both hold for GenAI at large.
/// </summary>
sealed class OpenLit : Dialect
{
    readonly Key operation;
    readonly Key dbOperation;
    readonly Key query;
    readonly Key[] input;
    readonly Key[] output;

    public OpenLit()
        : base("openlit", 1)
    {
        operation = Attribute("gen_ai.operation.name");
        dbOperation = Attribute("db.operation.name");
        query = Attribute("db.query.text");
        input = Attributes("gen_ai.workflow.input", "gen_ai.tool.input", "gen_ai.retrieval.query");
        output = Attributes("gen_ai.workflow.output", "gen_ai.tool.output");
        MapTrace(Field.Environment, "deployment.environment.name", "deployment.environment", "gen_ai.environment");
        MapText(Field.Service, "service.name", "gen_ai.application_name");
        MapParameter("n", "gen_ai.request.n");
        MapParameter("tool_choice", "gen_ai.request.tool_choice");
        MapParameter("size", "gen_ai.request.image_size");
        MapParameter("quality", "gen_ai.request.image_quality");
        MapParameter("style", "gen_ai.request.image_style");
        MapParameter("voice", "gen_ai.request.audio_voice");
        MapParameter("speed", "gen_ai.request.audio_speed");
        MapParameter("dimensions", "gen_ai.request.embedding_dimension");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        if (attributes.TryGet(operation, out var value) && value.Kind == ValueKind.String)
        {
            ReadType(reading.Strings.Of(value.Utf8), attributes, reading);
        }

        foreach (var key in input)
        {
            if (attributes.TryGet(key, out value))
            {
                reading.Input(ContentSource.Own, value, null, key.Source);
                break;
            }
        }

        foreach (var key in output)
        {
            if (attributes.TryGet(key, out value))
            {
                reading.Output(ContentSource.Own, value, null, key.Source);
                break;
            }
        }
    }

    /// <summary>Only what OTel GenAI has no word for.</summary>
    void ReadType(string word, AttributeIndex attributes, Reading reading)
    {
        switch (word)
        {
            case "image"
            or "image_generation"
            or "audio"
            or "text_to_speech"
            or "speech_to_text"
            or "speech_to_text_translate"
            or "translate":
                reading.TypeIs(SpanType.Generation, operation.Source);
                break;
            case "execute_task":
                reading.TypeIs(SpanType.Chain, operation.Source);
                break;
            case "vectordb":
                if (attributes.TryGet(query, out var asked))
                {
                    reading.Input(ContentSource.Derived, asked, null, query.Source);
                }

                // Filling a store is no retrieval.
                if (attributes.TryGet(dbOperation, out var done) && IsLookup(reading.Strings.Of(done)))
                {
                    reading.TypeIs(SpanType.Retriever, dbOperation.Source);
                }

                break;
        }
    }

    static bool IsLookup(string? word) =>
        word?.ToUpperInvariant() is "QUERY" or "SEARCH" or "SELECT" or "FETCH" or "GET" or "PEEK";
}
