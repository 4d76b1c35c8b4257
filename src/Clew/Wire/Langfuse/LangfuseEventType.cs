using System.Collections.Frozen;
using Clew.Model;

namespace Clew.Wire.Langfuse;

/// <summary>Which members the body of an event has.</summary>
enum BodyShape : byte
{
    Trace,
    Event,
    Span,
    Generation,
    Legacy,
    Score,

    /// <summary>What a client has to say about itself.</summary>
    Log,
    DatasetRunItem,
}

/// <summary>One of the types that Langfuse's ingestion API knows.</summary>
/// <param name="Kind">Null for those that are not kept.</param>
sealed record LangfuseEventType(string Name, BodyShape Shape, RecordKind? Kind, RecordPhase Phase = RecordPhase.Create)
{
    static readonly LangfuseEventType[] Types =
    [
        new("trace-create", BodyShape.Trace, RecordKind.LangfuseTrace),
        new("score-create", BodyShape.Score, RecordKind.LangfuseScore),
        new("event-create", BodyShape.Event, RecordKind.LangfuseObservation),
        new("span-create", BodyShape.Span, RecordKind.LangfuseObservation),
        new("span-update", BodyShape.Span, RecordKind.LangfuseObservation, RecordPhase.Update),
        new("generation-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("generation-update", BodyShape.Generation, RecordKind.LangfuseObservation, RecordPhase.Update),
        new("agent-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("tool-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("chain-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("retriever-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("evaluator-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("embedding-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("guardrail-create", BodyShape.Generation, RecordKind.LangfuseObservation),
        new("observation-create", BodyShape.Legacy, RecordKind.LangfuseObservation),
        new("observation-update", BodyShape.Legacy, RecordKind.LangfuseObservation, RecordPhase.Update),
        new("sdk-log", BodyShape.Log, null),
        new("dataset-run-item-create", BodyShape.DatasetRunItem, null),
    ];

    static readonly FrozenDictionary<string, LangfuseEventType> ByName = Types.ToFrozenDictionary(
        type => type.Name,
        StringComparer.Ordinal
    );

    /// <summary>For who has to choose one: all that may be sent.</summary>
    public static string AllNames { get; } =
        string.Join('|', Types.Where(type => type.Shape != BodyShape.DatasetRunItem).Select(type => type.Name));

    public static LangfuseEventType? Find(string name) => ByName.GetValueOrDefault(name);
}
