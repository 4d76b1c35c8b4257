using System.IO.Compression;

namespace Clew.Host.Web;

/// <summary>One file of the page, in memory, compressed the first time that somebody asks for it so.</summary>
sealed class WebFile
{
    readonly Lazy<ReadOnlyMemory<byte>> brotli;
    readonly Lazy<ReadOnlyMemory<byte>> gzip;

    public WebFile(string path, ReadOnlyMemory<byte> content)
    {
        Content = content;
        ContentType = TypeOf(path);
        // The bundler puts a hash of the content into the names of what it puts here.
        IsImmutable = path.StartsWith("/assets/", StringComparison.Ordinal);
        brotli = new Lazy<ReadOnlyMemory<byte>>(() => Compress(to => new BrotliStream(to, CompressionLevel.Optimal)));
        gzip = new Lazy<ReadOnlyMemory<byte>>(() => Compress(to => new GZipStream(to, CompressionLevel.Optimal)));
    }

    public ReadOnlyMemory<byte> Content { get; }
    public string ContentType { get; }
    public bool IsImmutable { get; }
    public ReadOnlyMemory<byte> Brotli => brotli.Value;
    public ReadOnlyMemory<byte> Gzip => gzip.Value;

    /// <summary>Fonts and pictures are compressed already.</summary>
    public bool IsCompressible =>
        ContentType.StartsWith("text/", StringComparison.Ordinal)
        || ContentType.StartsWith("image/svg", StringComparison.Ordinal)
        || ContentType.StartsWith("application/json", StringComparison.Ordinal)
        || ContentType.StartsWith("application/manifest", StringComparison.Ordinal);

    ReadOnlyMemory<byte> Compress(Func<Stream, Stream> compressor)
    {
        using var to = new MemoryStream();
        using (var stream = compressor(to))
        {
            stream.Write(Content.Span);
        }

        return to.ToArray();
    }

    static string TypeOf(string path) =>
        Path.GetExtension(path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".json" or ".map" => "application/json; charset=utf-8",
            ".webmanifest" => "application/manifest+json",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".ico" => "image/x-icon",
            ".woff2" => "font/woff2",
            ".txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
}
