namespace Clew.Dialects;

/// <summary>What an attribute stands on.</summary>
enum AttributePlace : byte
{
    Span,
    Event,
    Log,
    Resource,
    Scope,
}
