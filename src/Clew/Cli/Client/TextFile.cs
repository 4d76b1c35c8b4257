using System.Text;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>Files that a person names.</summary>
static class TextFile
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark.</summary>
    /// <exception cref="Refusal">It is not there, not readable, or not UTF-8.</exception>
    public static string Read(string path) => Text(Bytes(path), $"'{path}'");

    /// <exception cref="Refusal">It is not there or not readable.</exception>
    public static byte[] Bytes(string path)
    {
        if (!File.Exists(path))
        {
            throw new Refusal($"File '{path}' does not exist.");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"File '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="Refusal">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text, Strict);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"File '{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <param name="what">Where the bytes are from, for the error.</param>
    public static string Text(ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            return Strict.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (ArgumentException e)
        {
            throw new Refusal($"What is in {what} is not UTF-8 text.", e);
        }
    }
}
