using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Clew.Host.Data;

/// <summary>Writes small files so that a reader, or a crash, sees the old content or the new one and nothing between.</summary>
static class WholeFile
{
    public const string TemporarySuffix = ".tmp";

    const UnixFileMode OnlyTheUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var temporary = path + TemporarySuffix;
        // The mode counts at creation only, and an old file may have another.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyTheUser;
        }

        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, value, type);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
