using Clew.Mcp.Analysis;
using Clew.Mcp.Fuse;

namespace Clew.Mcp.Tools;

/// <summary>Every tool there is, in the order in which they are listed.</summary>
static class Catalogue
{
    public static IReadOnlyList<Tool> Tools() =>
        [
            SearchTraces.Create(),
            SearchText.Create(),
            SummariseTrace.Create(),
            ReadSpanContent.Create(),
            FindErrors.Create(),
            CompareTraces.Create(),
            .. TotalsTools.All(),
            .. TraceWriting.All(),
            .. TraceReading.All(),
            .. DocumentTools.All(),
            .. ScoreTools.All(),
            .. MediaTools.All(),
        ];
}
