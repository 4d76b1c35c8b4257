namespace Clew;

/// <summary>Reads server-sent events from an answer that does not end by itself.</summary>
sealed class EventReader(HttpResponseMessage response, Stream body) : IDisposable
{
    readonly StreamReader lines = new(body);

    /// <summary>The next event; null when the connection has ended, in whatever way.</summary>
    public async Task<ClewEvent?> NextAsync(CancellationToken ct)
    {
        var (name, id, data) = ("message", (string?)null, (string?)null);
        while (await LineAsync(ct).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0 && data is not null)
            {
                return new(name, id, new ApiObject(ClewJson.Parse(data)));
            }

            name = ValueOf(line, "event: ") ?? name;
            id = ValueOf(line, "id: ") ?? id;
            data = ValueOf(line, "data: ") ?? data;
        }

        return null;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }

    async Task<string?> LineAsync(CancellationToken ct)
    {
        try
        {
            return await lines.ReadLineAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    static string? ValueOf(string line, string field) =>
        line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;
}
