using System.Text.RegularExpressions;

namespace Clew.Api.Langfuse.Scores;

/// <summary>When a score config makes sense.</summary>
static partial class LangfuseScoreConfigRules
{
    public const string Numeric = "NUMERIC";
    public const string Categorical = "CATEGORICAL";
    public const string Boolean = "BOOLEAN";
    public const string Text = "TEXT";

    const int LongestName = 35;
    const int LongestDescription = 10_000;

    static readonly LangfuseCategory[] TrueAndFalse = [new("True", 1), new("False", 0)];

    /// <summary>What a request says, put over what was there before.</summary>
    /// <param name="before">Null for a new one.</param>
    public static LangfuseScoreConfig Read(LangfuseBody body, LangfuseScoreConfig? before, string project)
    {
        var type = before?.DataType ?? TypeOf(body);
        var config = new LangfuseScoreConfig
        {
            Id = before?.Id ?? "",
            ProjectId = project,
            Name = before is null || body.Has("name") ? NameOf(body) : before.Name,
            DataType = type ?? "",
            IsArchived = body.Flag("isArchived") ?? before?.IsArchived ?? false,
            MinValue = body.Number("minValue") ?? before?.MinValue,
            MaxValue = body.Number("maxValue") ?? before?.MaxValue,
            Categories = type == Boolean ? TrueAndFalse : Categories(body) ?? before?.Categories,
            Description = body.TextOrNull("description", LongestDescription) ?? before?.Description,
            CreatedAt = before?.CreatedAt ?? "",
            UpdatedAt = "",
        };
        if (type is not null)
        {
            CheckRange(body, config);
            CheckCategories(body, config);
        }

        return config;
    }

    static string? TypeOf(LangfuseBody body)
    {
        if (!body.Has("dataType"))
        {
            body.Note("invalid_type", "dataType is missing.", "dataType");
        }

        return body.Choice("dataType", Numeric, Categorical, Boolean, Text);
    }

    static string NameOf(LangfuseBody body)
    {
        var name = body.Text("name", LongestName);
        if (name is not "" && !PlainName().IsMatch(name))
        {
            body.Note(
                "invalid_value",
                "name may have letters, digits, spaces, underscores, periods, parentheses and hyphens only.",
                "name"
            );
        }

        return name;
    }

    static LangfuseCategory[]? Categories(LangfuseBody body) =>
        body.Objects("categories")
            ?.Select(item =>
            {
                if (!item.Has("value"))
                {
                    item.Note("invalid_type", "value is missing.", "value");
                }

                return new LangfuseCategory(item.Text("label", 500), item.Number("value") ?? 0);
            })
            .ToArray();

    static void CheckRange(LangfuseBody body, LangfuseScoreConfig config)
    {
        if (config.DataType != Numeric)
        {
            foreach (var name in (string[])["minValue", "maxValue"])
            {
                if (body.Has(name))
                {
                    body.Note("custom", $"{name} is for NUMERIC configs; this one is {config.DataType}.", name);
                }
            }
        }
        else if (config is { MinValue: { } least, MaxValue: { } most } && least >= most)
        {
            body.Note("custom", $"maxValue is {most} but must be greater than minValue, {least}.", "maxValue");
        }
    }

    static void CheckCategories(LangfuseBody body, LangfuseScoreConfig config)
    {
        if (config.DataType != Categorical)
        {
            if (body.Has("categories"))
            {
                body.Note(
                    "custom",
                    config.DataType == Boolean
                        ? "categories of a BOOLEAN config are always True and False; leave them out."
                        : $"categories are for CATEGORICAL configs; this one is {config.DataType}.",
                    "categories"
                );
            }

            return;
        }

        var categories = config.Categories ?? [];
        if (categories.Count == 0)
        {
            body.Note("too_small", "A CATEGORICAL config needs at least one category.", "categories");
        }

        if (FirstTwice(categories.Select(c => c.Label)) is { } label)
        {
            body.Note("custom", $"The label '{label}' is there twice.", "categories");
        }

        if (FirstTwice(categories.Select(c => c.Value)) is { } value)
        {
            body.Note("custom", $"The value {value} is there twice.", "categories");
        }
    }

    static object? FirstTwice<T>(IEnumerable<T> items)
    {
        var seen = new HashSet<T>();
        foreach (var item in items)
        {
            if (!seen.Add(item))
            {
                return item;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[\w .()\-]+\z")]
    private static partial Regex PlainName();
}
