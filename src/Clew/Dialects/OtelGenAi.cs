using Clew.Model;

namespace Clew.Dialects;

/// <summary>OTel GenAI attributes on the span itself: the last word among the dialects of this family.</summary>
sealed class OtelGenAi() : GenAiVocabulary("otel-genai")
{
    public override bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown) =>
        isKnown && place == AttributePlace.Span;

    public override void ReadSpan(DecodedSpan span, Reading reading) =>
        ReadAttributes(reading.Attributes, reading, ContentSource.Messages);
}
