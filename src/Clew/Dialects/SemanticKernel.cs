using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Semantic Kernel for .NET and Python. Its spans and messages are OTel GenAI before 1.37 (see
/// <see cref="OtelGenAiEvents"/>); here is what it has besides: the functions a model may call, and the names of its
/// first releases, where a count of -1 is one that is not known.
/// </summary>
sealed class SemanticKernel : Dialect
{
    readonly Key functions;
    readonly UsageRule usage;

    public SemanticKernel()
        : base("semantic-kernel", 1)
    {
        functions = Attribute("sk.available_functions");
        usage = new()
        {
            Input = Attributes("gen_ai.response.prompt_tokens"),
            Output = Attributes("gen_ai.response.completion_tokens"),
        };
        MapParameter("max_tokens", "gen_ai.request.max_token");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        usage.Read(attributes, reading);
        if (attributes.TryGet(functions, out var names))
        {
            // The loop in which the model calls them.
            reading.TypeIs(SpanType.Chain, functions.Source, Standing.Guess);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolDefinitions, TextList.JsonOf(names, ','), functions.Source);
            }
        }
    }
}
