using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary>What <c>patch-output</c> sends: from a file, else from the line, else from what is piped in.</summary>
static class OutputData
{
    const int MostShown = 200;

    /// <exception cref="WrongUse">There is none.</exception>
    /// <exception cref="Refusal">It cannot be read, or is not JSON where it has to be.</exception>
    public static async Task<JsonElement> ReadAsync(
        string? file,
        string? argument,
        bool isJson,
        Surroundings around,
        CancellationToken ct
    )
    {
        var text = await TextAsync(file, argument, around, ct);
        if (text.Length == 0)
        {
            throw new WrongUse("No output data provided.");
        }

        if (!isJson && !Given.LooksLikeJson(text))
        {
            return ClewJson.OfText(text);
        }

        if (Given.TryJson(text, out var value, out var why))
        {
            return value;
        }

        if (isJson)
        {
            throw new Refusal($"Failed to parse output as JSON: {Shown.Cut(text, MostShown)} ({why})");
        }

        await around.Error.WriteLineAsync($"Warning: this is not valid JSON, so it is sent as text: {why}");
        return ClewJson.OfText(text);
    }

    static async Task<string> TextAsync(string? file, string? argument, Surroundings around, CancellationToken ct)
    {
        if (file is not null)
        {
            return TextFile.Read(file).Trim();
        }

        // Text from the line is sent as it is, also with blanks around it.
        return argument
            ?? (await Piped.ReadAsync(around, ct))?.Trim()
            ?? throw new WrongUse("No output data provided. Provide as argument, --file, or via stdin.");
    }
}
