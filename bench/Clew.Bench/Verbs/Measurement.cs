using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Bench.Load;

namespace Clew.Bench.Verbs;

/// <summary>The figures of one intake run. Sizes in bytes, times in the unit of their name.</summary>
sealed record Measurement
{
    public required string Label { get; init; }
    public required string Workload { get; init; }
    public required ulong Seed { get; init; }
    public required int Connections { get; init; }
    public required int SpansPerRequest { get; init; }
    public required bool Gzip { get; init; }
    public required double Seconds { get; init; }
    public required long Spans { get; init; }
    public required double SpansPerSecond { get; init; }
    public required double MegabytesPerSecond { get; init; }
    public required double BytesPerSpan { get; init; }
    public required Latency AckMilliseconds { get; init; }
    public required IReadOnlyDictionary<int, long> Failures { get; init; }
    public required long PartialAnswers { get; init; }

    /// <summary>How often the tape was played in all, the warm-up included: texts repeat so often, ids never.</summary>
    public required double TapePlays { get; init; }
    public required long TapeBytes { get; init; }
    public required double SenderCpuSecondsPerMillion { get; init; }

    /// <summary>Server CPU from the start of the measured time to the end of the settling, per million spans.</summary>
    public double? ServerCpuSecondsPerMillion { get; init; }
    public double? ServerCores { get; init; }
    public double? SettleSeconds { get; init; }
    public bool? Settled { get; init; }
    public long? PeakRss { get; init; }
    public long? IdleRss { get; init; }

    /// <summary>Bytes in the data directory per byte of OTLP body, everything sent counted, the warm-up included.</summary>
    public double? DiskPerOtlpByte { get; init; }
    public long? DiskBytes { get; init; }
    public long? WalBytes { get; init; }
    public double? DeviceWritesPerOtlpByte { get; init; }

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static Measurement FromJson(string line) => JsonSerializer.Deserialize<Measurement>(line, Json)!;
}
