namespace Clew.Model;

/// <summary>Whether a record states a thing for the first time or changes it; a change wins over a creation.</summary>
enum RecordPhase : byte
{
    Create = 0,
    Update = 1,
}

/// <summary>
/// When a record speaks. Of two facts of equal rank the later one wins: by event time (never later than the arrival, so
/// that a clock in the future cannot win for ever), then updates over creations, then by arrival, then by position.
/// </summary>
readonly record struct Stamp(long TimeNano, RecordPhase Phase, long ArrivalNano, int Position) : IComparable<Stamp>
{
    public static Stamp At(long eventNano, long arrivalNano, int position, RecordPhase phase = RecordPhase.Create) =>
        new(Math.Min(eventNano, arrivalNano), phase, arrivalNano, position);

    public int CompareTo(Stamp other)
    {
        var order = TimeNano.CompareTo(other.TimeNano);
        order = order != 0 ? order : Phase.CompareTo(other.Phase);
        order = order != 0 ? order : ArrivalNano.CompareTo(other.ArrivalNano);
        return order != 0 ? order : Position.CompareTo(other.Position);
    }
}
