using System.Text.Json;
using Clew.Model;

namespace Clew.Wire.Langfuse;

/// <summary>What a score is worth and whom it judges.</summary>
sealed partial class EventCheck
{
    const int LongestText = 500;

    void CheckScore(LangfuseEvent target)
    {
        var type = LangfuseEventReader.Member(target, "dataType"u8);
        var typeName = RawJson.TextOf(type);
        var value = LangfuseEventReader.Member(target, "value"u8);
        if (
            !RawJson.IsNothing(type)
            && typeName is not ("NUMERIC" or "CATEGORICAL" or "BOOLEAN" or "CORRECTION" or "TEXT")
        )
        {
            Expect("body.dataType", "NUMERIC|CATEGORICAL|BOOLEAN|CORRECTION|TEXT", type);
        }
        else if (!value.IsEmpty)
        {
            Check("body.value", ValueExpectation(typeName, value), value);
        }

        var session = IsNamed(target, "sessionId"u8);
        var run = IsNamed(target, "datasetRunId"u8);
        CheckSubject(IsNamed(target, "traceId"u8), IsNamed(target, "observationId"u8), session, run);
        CheckConfig(target, isCorrection: typeName is "CORRECTION");
        if (typeName is "CORRECTION" && (session || run))
        {
            Complain("body.dataType: a CORRECTION is of a trace or an observation, not of a session or a dataset run");
        }
    }

    static string? ValueExpectation(string? type, ReadOnlySpan<byte> value)
    {
        var isNumber = RawJson.TryNumber(value, out var number);
        var text = RawJson.TextOf(value);
        return type switch
        {
            "NUMERIC" => isNumber ? null : "a number, as dataType is NUMERIC",
            "BOOLEAN" => isNumber && number is 0 or 1 ? null : "0 or 1, as dataType is BOOLEAN",
            "CATEGORICAL" => text is not null ? null : "a string, as dataType is CATEGORICAL",
            "CORRECTION" => text is not null ? null : "a string, as dataType is CORRECTION",
            "TEXT" => text is { Length: > 0 and <= LongestText }
                ? null
                : $"a string of 1 to {LongestText} characters, as dataType is TEXT",
            _ => isNumber || text is not null ? null : "a number or a string",
        };
    }

    void CheckSubject(bool trace, bool observation, bool session, bool run)
    {
        var subjects = (trace ? 1 : 0) + (session ? 1 : 0) + (run ? 1 : 0);
        if (subjects != 1 || (observation && !trace))
        {
            Complain(
                "body: Provide exactly one of the following: traceId (with optional observationId), sessionId or "
                    + "datasetRunId. ObservationId requires traceId."
            );
        }
    }

    void CheckConfig(LangfuseEvent target, bool isCorrection)
    {
        var config = LangfuseEventReader.Member(target, "configId"u8);
        if (isCorrection && !RawJson.IsNothing(config))
        {
            Expect("body.configId", "none, as dataType is CORRECTION", config);
        }

        var source = RawJson.TextOf(LangfuseEventReader.Member(target, "source"u8));
        if (source is "ANNOTATION" && !isCorrection && RawJson.IsNothing(config))
        {
            Expect("body.configId", "the id of a score config, as source is ANNOTATION", config);
        }
    }

    static bool IsNamed(LangfuseEvent target, ReadOnlySpan<byte> member) =>
        RawJson.KindOf(LangfuseEventReader.Member(target, member)) == JsonValueKind.String
        && RawJson.SomeTextOf(LangfuseEventReader.Member(target, member)) is not null;
}
