using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Clew.Dialects.Parsing;

/// <summary>A buffer to build JSON in, used again for the next record.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer writes to memory: there is nothing to dispose.")]
sealed class JsonScratch
{
    const int KeepBytes = 256 * 1024;

    ArrayBufferWriter<byte> buffer = new(1024);
    Utf8JsonWriter? writer;

    /// <summary>Starts anew.</summary>
    public Utf8JsonWriter Begin()
    {
        if (buffer.Capacity > KeepBytes)
        {
            buffer = new(1024);
        }

        buffer.ResetWrittenCount();
        if (writer is null)
        {
            writer = new(buffer, Json.Writing);
        }
        else
        {
            // Also frees a writer that an exception left half-way.
            writer.Reset(buffer);
        }

        return writer;
    }

    /// <summary>What was written; valid until <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> End()
    {
        writer!.Flush();
        return buffer.WrittenMemory;
    }
}
