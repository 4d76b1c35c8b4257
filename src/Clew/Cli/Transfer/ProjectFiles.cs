namespace Clew.Cli.Transfer;

/// <summary>The files of an exported project, each with one JSON value a line.</summary>
static class ProjectFiles
{
    public const string Traces = "traces.jsonl";
    public const string OtlpTraces = "traces.otlp.jsonl";
    public const string Scores = "scores.jsonl";
    public const string ScoreConfigs = "score-configs.jsonl";
    public const string Prompts = "prompts.jsonl";
    public const string Datasets = "datasets.jsonl";
    public const string DatasetItems = "dataset-items.jsonl";
    public const string Comments = "comments.jsonl";

    /// <summary>Each with all its items.</summary>
    public const string DatasetRuns = "dataset-runs.jsonl";

    /// <summary>Those that the project made; the server's own are not its.</summary>
    public const string Models = "models.jsonl";

    /// <summary>Everything but the traces, in the order in which one needs the other.</summary>
    public static readonly string[] Documents =
    [
        Models,
        ScoreConfigs,
        Prompts,
        Datasets,
        DatasetItems,
        DatasetRuns,
        Scores,
        Comments,
    ];
}
