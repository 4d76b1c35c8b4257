using System.Collections.Concurrent;
using Clew.Model;

namespace Clew.Pricing;

/// <summary>The prices that projects gave to models themselves. May be used by any number of threads.</summary>
sealed class ProjectPrices
{
    readonly ConcurrentDictionary<string, ModelPrices> projects = new(StringComparer.Ordinal);

    /// <summary>From now on these are all the models of the project.</summary>
    /// <param name="models">Newest first: of two that hold from the same moment the first counts.</param>
    public void Set(string project, IReadOnlyList<ModelPrice> models)
    {
        if (models.Count == 0)
        {
            projects.TryRemove(project, out _);
        }
        else
        {
            projects[project] = new(models);
        }
    }

    /// <summary>False if the project has no model for the span; then others may price it.</summary>
    /// <param name="cost">Null if the model is the project's, and nobody can say what the call cost.</param>
    public bool TryPrice(string project, SpanRow row, out CallCost? cost)
    {
        cost = null;
        return !projects.IsEmpty && projects.TryGetValue(project, out var models) && models.TryPrice(row, out cost);
    }

    /// <summary>Those of one project. Nothing in it changes but what it remembers.</summary>
    sealed class ModelPrices(IReadOnlyList<ModelPrice> models)
    {
        // A place is found by hash and simply overwritten: senders use few models, and may send any number of names.
        const int Places = 256;
        const int LongestKept = 256;

        // Those without a first moment hold where no other does.
        readonly ModelPrice[] models = [.. models.OrderByDescending(m => m.FromNano ?? long.MinValue)];
        readonly Known?[] known = new Known?[Places];

        /// <summary>The model that answered counts before the one that was asked for.</summary>
        public bool TryPrice(SpanRow row, out CallCost? cost)
        {
            var model = Find(row.ResponseModel, row) ?? Find(row.RequestModel, row);
            cost = model?.Price(row.Usage);
            return model is not null;
        }

        ModelPrice? Find(string? name, SpanRow row)
        {
            if (name is null)
            {
                return null;
            }

            foreach (var model in FittingFor(name))
            {
                // A call that says nothing of tokens is one all the same.
                var isUsed =
                    !row.Usage.IsEmpty || (model.PerCall && row.Type is (SpanType.Generation or SpanType.Embedding));
                if (isUsed && !(model.FromNano > row.StartNano))
                {
                    return model;
                }
            }

            return null;
        }

        ModelPrice[] FittingFor(string name)
        {
            ref var place = ref known[(uint)name.GetHashCode(StringComparison.Ordinal) % Places];
            var there = Volatile.Read(ref place);
            if (there is null || there.Name != name)
            {
                there = new(name, Array.FindAll(models, m => m.Fits(name)));
                if (name.Length <= LongestKept)
                {
                    Volatile.Write(ref place, there);
                }
            }

            return there.Fitting;
        }

        sealed record Known(string Name, ModelPrice[] Fitting);
    }
}
