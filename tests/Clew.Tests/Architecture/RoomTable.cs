namespace Clew.Tests.Architecture;

/// <summary>Which room may know which. The same table is in CONTRIBUTING.md, and a test compares them.</summary>
static class RoomTable
{
    /// <summary>The folder of an implementation counts as a room of its own, so that only Host can name it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayKnow = new Dictionary<string, string[]>
    {
        ["Model"] = [],
        ["Wire"] = ["Model"],
        ["Dialects"] = ["Model"],
        ["Pricing"] = ["Model"],
        ["Query"] = ["Model"],
        ["Store"] = ["Model", "Query"],
        ["Store.Memory"] = ["Model", "Query", "Store"],
        ["Store.Sqlite"] = ["Model", "Query", "Store"],
        ["Store.ClickHouse"] = ["Model", "Query", "Store"],
        ["Intake"] = ["Model", "Wire", "Dialects", "Pricing", "Store"],
        ["Api"] = ["Model", "Wire", "Dialects", "Query", "Store"],
        ["Mcp"] = ["Model", "Query", "Sdk"],
        ["Host"] =
        [
            "Model",
            "Wire",
            "Dialects",
            "Pricing",
            "Query",
            "Store",
            "Store.Memory",
            "Store.Sqlite",
            "Store.ClickHouse",
            "Intake",
            "Api",
            "Mcp",
        ],
        ["Cli"] = ["Model", "Query", "Mcp", "Host", "Sdk"],
        ["Sdk"] = [],
    };

    /// <summary>Rooms that compute and nothing else, and what would make them do more.</summary>
    public static readonly string[] Pure = ["Model", "Wire", "Dialects", "Pricing", "Query"];

    public static readonly string[] NotForThePure =
    [
        "Microsoft.AspNetCore.",
        "Microsoft.Extensions.",
        "Spectre.",
        "SQLitePCL.",
        "System.CommandLine.",
        "System.Console",
        "System.Diagnostics.Stopwatch",
        "System.IO.Directory",
        "System.IO.File",
        "System.Net.",
        "System.TimeProvider",
    ];
}
