using Clew.Model;

namespace Clew.Dialects;

/// <summary>Input and output: of what is found in several places the best counts.</summary>
sealed partial class Reading
{
    /// <summary>Whether an input found there would be the best so far; ask before building one.</summary>
    public bool WantsInput(ContentSource from) => RankOf(from) > BestInput.Rank;

    /// <summary>The same for an output; of several that are as good the last is the answer.</summary>
    public bool WantsOutput(ContentSource from) => RankOf(from) >= BestOutput.Rank;

    public void Input(ContentSource from, ReadOnlyMemory<byte> utf8, string? mime, Provenance source) =>
        Input(new Candidate(RankOf(from), utf8, mime, source));

    public void Output(ContentSource from, ReadOnlyMemory<byte> utf8, string? mime, Provenance source) =>
        Output(new Candidate(RankOf(from), utf8, mime, source));

    public void Input(ContentSource from, in Value value, string? mime, Provenance source)
    {
        if (WantsInput(from) || IsShown(value))
        {
            Input(CandidateOf(from, value, mime, source));
        }
    }

    public void Output(ContentSource from, in Value value, string? mime, Provenance source)
    {
        if (WantsOutput(from) || IsShown(value))
        {
            Output(CandidateOf(from, value, mime, source));
        }
    }

    void Input(in Candidate candidate)
    {
        if (IsDetail)
        {
            StateLoser(Field.Input, BestInput, candidate);
        }

        if (candidate.Rank > BestInput.Rank)
        {
            BestInput = candidate;
        }
    }

    void Output(in Candidate candidate)
    {
        if (IsDetail)
        {
            StateLoser(Field.Output, BestOutput, candidate);
        }

        if (candidate.Rank >= BestOutput.Rank)
        {
            BestOutput = candidate;
        }
    }

    Candidate CandidateOf(ContentSource from, in Value value, string? mime, Provenance source)
    {
        var (utf8, type) = ContentOf(value, mime);
        return new(RankOf(from), utf8, type, source, value.Kind == ValueKind.String);
    }

    /// <summary>Whether a value is shown even if it loses: if that costs nothing.</summary>
    bool IsShown(in Value value) => IsDetail && value.Kind == ValueKind.String;

    /// <summary>
    /// Content that is not the best is a fact all the same when somebody looks: beside the value that is shown stands
    /// what else was said. Its rank makes it lose against the best, which is stated at the end.
    /// </summary>
    void StateLoser(Field field, in Candidate one, in Candidate other)
    {
        // Of two that are as good the fold would keep the first.
        var loser = one.Rank < other.Rank ? one : other;
        if (loser.Rank != 0 && one.Rank != other.Rank)
        {
            Add(field, loser.Rank, 0, new Payload(loser.Utf8, loser.Mime), loser.Source!);
        }
    }

    // A patch has no dialect, so that its guesses stand below those of all.
    /// <summary>An input or output that may yet be beaten. The rank is 0 for none.</summary>
    /// <param name="LiesInBatch">Whether the bytes stay as long as the batch; others only until the next record.</param>
    internal readonly record struct Candidate(
        ushort Rank,
        ReadOnlyMemory<byte> Utf8,
        string? Mime,
        Provenance? Source,
        bool LiesInBatch = false
    );
}
