using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Clew.Cli;

/// <summary>Answers as a table for people, or as JSON for programs.</summary>
static class TableText
{
    public static void WriteJson<T>(this TextWriter output, T value, JsonTypeInfo<T> type) =>
        output.WriteLine(JsonSerializer.Serialize(value, type));

    public static void WriteTable(this TextWriter output, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No }
        );
        // A key that is cut to the width of the window cannot be copied, and a pipe has no width.
        console.Profile.Width = int.MaxValue / 4;
        console.Write(table);
    }

    /// <summary>Unix nanoseconds as a time in UTC.</summary>
    public static string Time(string unixNano) =>
        DateTimeOffset
            .UnixEpoch.AddTicks(long.Parse(unixNano, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick)
            .ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
