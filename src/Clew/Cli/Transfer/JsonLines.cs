using System.Runtime.CompilerServices;
using System.Text.Json;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <summary>A file with one JSON value a line; one that is a single JSON array is read too.</summary>
static class JsonLines
{
    /// <exception cref="Refusal">A line is not JSON; the sentence names it. A file that is not there has no lines.</exception>
    public static async IAsyncEnumerable<ApiObject> ReadAsync(
        string path,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var reader = new StreamReader(path);
        var number = 0;
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            number++;
            if (number == 1 && line.TrimStart().StartsWith('['))
            {
                var whole = Parse(line + "\n" + await reader.ReadToEndAsync(ct), path, number);
                foreach (var item in whole.EnumerateArray())
                {
                    yield return new ApiObject(item);
                }

                yield break;
            }

            if (line.Length > 0)
            {
                yield return new ApiObject(Parse(line, path, number));
            }
        }
    }

    /// <summary>On one line.</summary>
    public static string Line(JsonElement json) => ClewJson.Text(json).ReplaceLineEndings(" ");

    static JsonElement Parse(string text, string path, int number)
    {
        try
        {
            return ClewJson.Parse(text);
        }
        catch (JsonException e)
        {
            throw new Refusal($"Line {number} of '{path}' is not JSON: {e.Message}", e);
        }
    }
}
