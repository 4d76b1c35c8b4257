using System.Collections.Concurrent;
using System.Collections.Frozen;
using Clew.Model;

namespace Clew.Intake;

/// <summary>The categories of the score configurations of projects. May be used by any number of threads.</summary>
sealed class ProjectCategories
{
    readonly ConcurrentDictionary<string, FrozenDictionary<string, IReadOnlyList<Category>>> projects = new(
        StringComparer.Ordinal
    );

    /// <summary>From now on these are all the configurations of the project that have categories, by their ids.</summary>
    public void Set(string project, IReadOnlyDictionary<string, IReadOnlyList<Category>> configs)
    {
        if (configs.Count == 0)
        {
            projects.TryRemove(project, out _);
        }
        else
        {
            projects[project] = configs.ToFrozenDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// A category that its configuration links to a number has that number; a number that came in place of a category is
    /// that category. What the configuration does not know stays as it came.
    /// </summary>
    public Score Complete(string project, Score score)
    {
        if (
            score.ConfigId is not { } config
            || score.Type is not (ScoreType.Categorical or ScoreType.Numeric or null)
            || !projects.TryGetValue(project, out var configs)
            || !configs.TryGetValue(config, out var categories)
        )
        {
            return score;
        }

        foreach (var category in categories)
        {
            if (score.Text is null ? category.Value == score.Value : category.Label == score.Text)
            {
                return score with { Type = ScoreType.Categorical, Value = category.Value, Text = category.Label };
            }
        }

        return score;
    }
}

/// <summary>One of the labels that a score may have, and the number that stands for it.</summary>
readonly record struct Category(string Label, double Value);
