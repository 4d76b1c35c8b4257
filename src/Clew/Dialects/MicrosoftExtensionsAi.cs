using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Microsoft.Extensions.AI speaks OTel GenAI. The span around the calls of a model and the tools that it asks for
/// has a name and nothing else.
/// </summary>
sealed class MicrosoftExtensionsAi : Dialect
{
    readonly Provenance name;

    public MicrosoftExtensionsAi()
        : base("microsoft-extensions-ai", 1)
    {
        name = SourceOf("name");
        Scopes("Experimental.Microsoft.Extensions.AI*");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        if (span.Name.Span.SequenceEqual("orchestrate_tools"u8))
        {
            reading.TypeIs(SpanType.Chain, name);
        }
    }
}
