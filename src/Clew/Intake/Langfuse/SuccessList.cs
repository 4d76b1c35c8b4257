using Clew.Model;

namespace Clew.Intake.Langfuse;

/// <summary>The events that were taken, to be told in the order in which Langfuse works them off.</summary>
sealed class SuccessList
{
    readonly List<(string Id, RecordPhase Phase, long TimeNano)> events = [];

    public void Add(string id, RecordPhase phase, long timeNano) => events.Add((id, phase, timeNano));

    public void Clear() => events.Clear();

    /// <summary>Creations before updates, each by their own time, ties as they came.</summary>
    public IReadOnlyList<string> InOrder() =>
        [.. events.OrderBy(one => one.Phase).ThenBy(one => one.TimeNano).Select(one => one.Id)];
}
