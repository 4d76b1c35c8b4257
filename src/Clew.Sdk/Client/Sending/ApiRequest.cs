using System.Globalization;
using System.Text;

namespace Clew;

/// <param name="Path">Under the host, with its parameters: <c>/api/public/traces?page=2</c>.</param>
/// <param name="IsRepeatable">Sending it twice does what sending it once does.</param>
sealed record ApiRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte>? Body, bool IsRepeatable)
{
    const string Root = "/api/public";

    public static ApiRequest Get(string path) => new(HttpMethod.Get, Root + path, null, true);

    public static ApiRequest Delete(string path, ReadOnlyMemory<byte>? body = null) =>
        new(HttpMethod.Delete, Root + path, body, true);

    public static ApiRequest Post(string path, ReadOnlyMemory<byte> body, bool isRepeatable) =>
        new(HttpMethod.Post, Root + path, body, isRepeatable);

    public static ApiRequest Patch(string path, ReadOnlyMemory<byte> body) =>
        new(HttpMethod.Patch, Root + path, body, true);

    /// <summary>One segment of a path: a slash in a name must not make two of it.</summary>
    public static string Segment(string name) => Uri.EscapeDataString(name);
}

/// <summary>Parameters behind a path. What is null is left out.</summary>
sealed class QueryText(string path)
{
    readonly StringBuilder text = new(path);
    char separator = '?';

    public QueryText Add(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return this;
    }

    public QueryText Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryText Add(string name, DateTimeOffset? value) =>
        Add(name, value is { } time ? BodyWriter.Time(time) : null);

    public QueryText Add(string name, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? [])
        {
            Add(name, value);
        }

        return this;
    }

    public override string ToString() => text.ToString();
}
