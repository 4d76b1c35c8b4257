using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>One recorded OTLP request body, without framing and compression.</summary>
sealed record Capture(string Name, OtlpSignal Signal, RecordEncoding Encoding, byte[] Body)
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "captures");

    public static IReadOnlyList<Capture> All { get; } = [.. Find()];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static TheoryData<string> JsonNames =>
        [.. All.Where(c => c.Encoding == RecordEncoding.Json).Select(c => c.Name)];

    public static Capture Of(string name) => All.Single(c => c.Name == name);

    /// <summary>What the oracle, or for JSON an independent reading, makes of it.</summary>
    public TracesData Traces() =>
        Encoding == RecordEncoding.Json
            ? JsonWalk.Traces(JsonDocument.Parse(Body).RootElement)
            : TracesData.Parser.ParseFrom(Body);

    public LogsData Logs() =>
        Encoding == RecordEncoding.Json
            ? JsonWalk.Logs(JsonDocument.Parse(Body).RootElement)
            : LogsData.Parser.ParseFrom(Body);

    static IEnumerable<Capture> Find()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.body.*", SearchOption.AllDirectories).Order())
        {
            if (!file.Contains("ingestion", StringComparison.Ordinal))
            {
                var signal =
                    file.Contains("logs", StringComparison.Ordinal) ? OtlpSignal.Logs
                    : file.Contains("metrics", StringComparison.Ordinal) ? OtlpSignal.Metrics
                    : OtlpSignal.Traces;
                var json = file.EndsWith(".json", StringComparison.Ordinal);
                yield return new(
                    Path.GetRelativePath(Folder, file),
                    signal,
                    json ? RecordEncoding.Json : RecordEncoding.Protobuf,
                    Unwrap(file)
                );
            }
        }
    }

    static byte[] Unwrap(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (file.EndsWith(".grpc", StringComparison.Ordinal))
        {
            var compressed = bytes[0] == 1;
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1));
            bytes = bytes.AsSpan(5, length).ToArray();
            return compressed ? Unzip(bytes) : bytes;
        }

        return file.EndsWith(".gz", StringComparison.Ordinal) ? Unzip(bytes) : bytes;
    }

    static byte[] Unzip(byte[] bytes)
    {
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var result = new MemoryStream();
        zip.CopyTo(result);
        return result.ToArray();
    }
}
