using Clew.Dialects;
using Clew.Model;

namespace Clew.Api;

/// <summary>
/// Says of each attribute of a span who reads it, so that what nobody does anything with stands out. The dialects know
/// their keys; where one reads a key elsewhere than usual, what it stated tells.
/// </summary>
sealed class AttributeUse(SpanStory story)
{
    readonly ILookup<string, string> stated = story
        .Sayings.Select(s => s.Fact.Source)
        .OfType<Provenance>()
        .Distinct()
        .ToLookup(s => s.Key, s => s.Dialect);

    /// <summary>The attributes with who reads them.</summary>
    /// <param name="name">That of the event or log record; empty for anything else.</param>
    public IReadOnlyList<AttributeShape> Of(Attributes attributes, AttributePlace place, string name = "")
    {
        var shapes = new List<AttributeShape>();
        foreach (var value in attributes)
        {
            var key = value.KeyText;
            var readers = story
                .Dialects.ReadersOf(place, name, value.Key)
                .Concat(place == AttributePlace.Span ? [] : StatedFrom(place, key))
                .Distinct();
            shapes.Add(AttributeShapes.Of(value, key) with { MappedBy = [.. readers] });
        }

        return shapes;
    }

    IEnumerable<string> StatedFrom(AttributePlace place, string key) =>
        place switch
        {
            AttributePlace.Resource => stated[$"resource {key}"].Concat(OnlyHere(key)),
            AttributePlace.Scope => stated[$"scope {key}"],
            _ => [],
        };

    /// <summary>A key that the span has not, so that it was read here.</summary>
    IEnumerable<string> OnlyHere(string key) =>
        story.Span!.Attributes.TryGet(System.Text.Encoding.UTF8.GetBytes(key), out _) ? [] : stated[key];
}
