using Clew.Model;

namespace Clew.Api;

/// <summary>What is odd about a span, in words for a person. The records are kept as they came.</summary>
static class SpanWarnings
{
    public static IReadOnlyList<string> Of(SpanStory story, SpanRow row)
    {
        var span = story.Span!;
        var warnings = new List<string>(span.Warnings);
        warnings.AddRange(story.Logs.SelectMany(l => l.Warnings));
        if (span.StartNano == 0)
        {
            warnings.Add("The sender gave no start time; the end, or else the arrival, stands in for it.");
        }

        if (span.EndNano > 0 && span.EndNano < span.StartNano)
        {
            warnings.Add("The span ends before it starts; it is shown with no duration.");
        }

        if (span.ParentSpanId == story.Id && span.SpanId == story.Id)
        {
            warnings.Add("The span names itself as its parent; it is shown as a root.");
        }

        if (row.Name is null or "")
        {
            warnings.Add("The sender gave the span no name.");
        }

        if (row.DeriveError)
        {
            warnings.Add("Part of the span could not be understood; everything is under Raw.");
        }

        if (story.Versions == 0 && !story.IsSentWhole)
        {
            warnings.Add("Only a placeholder of the span has arrived: it still runs, or its end was lost.");
        }

        if (story.Versions > 1)
        {
            warnings.Add($"The span arrived in {story.Versions} different versions, which are merged.");
        }

        return warnings;
    }
}
