using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Clew.Dialects.Parsing;

/// <summary>
/// JSON that its sender cut: a limit on the length of a value knows nothing of brackets. What is there is closed, so
/// that it can be read: <c>[{"role":"user","content":"long te</c> becomes
/// <c>[{"role":"user","content":"long te"}]</c>. Half a text is worth reading; half a number, half a name and half a
/// word such as a role are not, and go. One pass, whatever the content.
/// </summary>
static class CutJson
{
    /// <summary>What SDKs write where they cut.</summary>
    static readonly byte[][] Marks = ["[truncated]"u8.ToArray(), "<truncated>"u8.ToArray(), "(truncated)"u8.ToArray()];

    static readonly byte[][] Dots = ["..."u8.ToArray(), "…"u8.ToArray()];

    /// <summary>What ends or breaks the inside of a string.</summary>
    static readonly SearchValues<byte> Special = SearchValues.Create([
        (byte)'"',
        (byte)'\\',
        .. Enumerable.Range(0, 0x20).Select(i => (byte)i),
    ]);

    static readonly SearchValues<byte> EndOfWord = SearchValues.Create(" \t\r\n,]}"u8);
    static readonly SearchValues<byte> OfNumber = SearchValues.Create("+-.0123456789Ee"u8);

    /// <summary>Whether the text ends in a word that says that it was cut.</summary>
    public static bool EndsInMark(ReadOnlySpan<byte> utf8) => TryTakeOff(Marks, utf8.TrimEnd(" \t\r\n"u8), out _);

    /// <summary>
    /// False if the text is no array or object that ends too early: if it is whole, wrong in another way, or has
    /// nothing to show.
    /// </summary>
    public static bool TryClose(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out byte[]? closed)
    {
        closed = null;
        if (!Json.LooksStructured(utf8))
        {
            return false;
        }

        var scan = new Scan(WithoutMarks(utf8), stackalloc Open[Json.MaxDepth]);
        return scan.Run() && scan.TryClose(out closed);
    }

    static ReadOnlySpan<byte> WithoutMarks(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.TrimEnd(" \t\r\n"u8);
        if (TryTakeOff(Marks, utf8, out var rest))
        {
            utf8 = rest;
        }

        return TryTakeOff(Dots, utf8, out rest) ? rest : utf8;
    }

    static bool TryTakeOff(byte[][] marks, ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> rest)
    {
        foreach (var mark in marks)
        {
            var end = utf8[Math.Max(utf8.Length - mark.Length, 0)..];
            if (end.SequenceEqual(mark) || Ascii.EqualsIgnoreCase(end, mark))
            {
                rest = utf8[..^mark.Length];
                return true;
            }
        }

        rest = utf8;
        return false;
    }

    /// <summary>A container that has no end yet: how it ends, and how much was complete before it began.</summary>
    readonly record struct Open(byte End, int KeptBefore, int First);

    enum Next : byte
    {
        Value,
        ValueOrEnd,
        Name,
        NameOrEnd,
        Colon,
        CommaOrEnd,
    }

    ref struct Scan(ReadOnlySpan<byte> text, Span<Open> stack)
    {
        readonly ReadOnlySpan<byte> text = text;
        readonly Span<Open> stack = stack;
        int depth;
        int at;

        /// <summary>So much of the text is complete, but for the ends of the open containers.</summary>
        int kept;

        /// <summary>The last name in an object, between its quotes.</summary>
        ReadOnlySpan<byte> name;
        bool endsInText;

        /// <summary>Walks to the end. False if the text is no beginning of JSON, or all of it.</summary>
        public bool Run()
        {
            var next = Next.Value;
            while (true)
            {
                SkipSpace();
                if (at == text.Length)
                {
                    return depth > 0;
                }

                if (!Step(ref next, out var isCut))
                {
                    return false;
                }

                if (isCut)
                {
                    return true;
                }
            }
        }

        public bool TryClose([NotNullWhen(true)] out byte[]? closed)
        {
            // A container that has just begun says nothing.
            while (depth > 1 && !endsInText && kept == stack[depth - 1].First)
            {
                kept = stack[--depth].KeptBefore;
            }

            closed = null;
            if (!endsInText && kept == stack[0].First)
            {
                return false;
            }

            var quote = endsInText ? 1 : 0;
            closed = new byte[kept + quote + depth];
            text[..kept].CopyTo(closed);
            if (endsInText)
            {
                closed[kept] = (byte)'"';
            }

            for (var i = 0; i < depth; i++)
            {
                closed[kept + quote + i] = stack[depth - 1 - i].End;
            }

            return true;
        }

        bool Step(ref Next next, out bool isCut)
        {
            isCut = false;
            var c = text[at];
            switch (next)
            {
                case Next.Name or Next.NameOrEnd when c == '"':
                    next = Next.Colon;
                    var start = at + 1;
                    if (!TrySkipString(out isCut))
                    {
                        return false;
                    }

                    name = isCut ? default : text[start..(at - 1)];
                    return true;
                case Next.Colon when c == ':':
                    next = Next.Value;
                    at++;
                    return true;
                case Next.CommaOrEnd when c == ',':
                    next = stack[depth - 1].End == '}' ? Next.Name : Next.Value;
                    at++;
                    return true;
                case Next.CommaOrEnd or Next.ValueOrEnd or Next.NameOrEnd when c is (byte)']' or (byte)'}':
                    next = Next.CommaOrEnd;
                    kept = ++at;

                    // With the last container closed the text is whole.
                    return stack[--depth].End == c && depth > 0;
                case Next.Value or Next.ValueOrEnd:
                    next = Next.CommaOrEnd;
                    return c switch
                    {
                        (byte)'[' => TryBegin((byte)']', Next.ValueOrEnd, ref next),
                        (byte)'{' => TryBegin((byte)'}', Next.NameOrEnd, ref next),
                        (byte)'"' => TryText(out isCut),
                        _ => TryWord(out isCut),
                    };
                default:
                    return false;
            }
        }

        bool TryBegin(byte end, Next inside, ref Next next)
        {
            if (depth == stack.Length)
            {
                return false;
            }

            next = inside;
            stack[depth++] = new(end, kept, at + 1);
            kept = ++at;
            return true;
        }

        bool TryText(out bool isCut)
        {
            var start = at + 1;
            if (!TrySkipString(out isCut))
            {
                return false;
            }

            if (!isCut)
            {
                kept = at;
            }
            else if (at > start && !IsWord())
            {
                (kept, endsInText) = (at, true);
            }

            return true;
        }

        /// <summary>Half of what is one of a few known words would be another word.</summary>
        readonly bool IsWord() =>
            stack[depth - 1].End == '}' && (name.SequenceEqual("role"u8) || name.SequenceEqual("type"u8));

        /// <summary>A number, <c>true</c>, <c>false</c>, <c>null</c>; at the very end it may be half of one.</summary>
        bool TryWord(out bool isCut)
        {
            var rest = text[at..];
            var length = rest.IndexOfAny(EndOfWord);
            isCut = length < 0;
            if (length == 0)
            {
                return false;
            }

            var word = isCut ? rest : rest[..length];
            var isNumber = word[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
            if (
                !isNumber
                && !(isCut ? "true"u8.StartsWith(word) : word.SequenceEqual("true"u8))
                && !(isCut ? "false"u8.StartsWith(word) : word.SequenceEqual("false"u8))
                && !(isCut ? "null"u8.StartsWith(word) : word.SequenceEqual("null"u8))
            )
            {
                return false;
            }

            if (isNumber && word.IndexOfAnyExcept(OfNumber) >= 0)
            {
                return false;
            }

            at += word.Length;
            kept = isCut ? kept : at;
            return true;
        }

        /// <summary>Leaves the place behind the string; of a string that is cut, behind its last whole character.</summary>
        bool TrySkipString(out bool isCut)
        {
            isCut = false;
            var start = at + 1;
            at = start;
            var halfPair = -1;
            while (true)
            {
                var step = text[at..].IndexOfAny(Special);
                if (step < 0)
                {
                    isCut = true;
                    halfPair = text.Length - at == 0 ? halfPair : -1;
                    at = halfPair >= 0 ? halfPair : EndOfWhole(start);
                    return true;
                }

                halfPair = step == 0 ? halfPair : -1;
                at += step;
                switch (text[at])
                {
                    case (byte)'"':
                        at++;
                        return true;
                    case (byte)'\\':
                        var length = at + 1 < text.Length && text[at + 1] == 'u' ? 6 : 2;
                        if (at + length > text.Length)
                        {
                            isCut = true;
                            at = halfPair >= 0 ? halfPair : at;
                            return true;
                        }

                        // \ud83d waits for its other half.
                        halfPair = length == 6 && IsHighSurrogate(text[(at + 2)..]) ? at : -1;
                        at += length;
                        break;
                    default:
                        return false;
                }
            }
        }

        static bool IsHighSurrogate(ReadOnlySpan<byte> digits) =>
            digits[0] is (byte)'d' or (byte)'D'
            && digits[1] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'A' or (byte)'b' or (byte)'B';

        /// <summary>The end of the text, but for a character that is not all there.</summary>
        readonly int EndOfWhole(int start)
        {
            var last = text[start..];
            return Rune.DecodeLastFromUtf8(last, out _, out var consumed) == OperationStatus.Done || last.IsEmpty
                ? text.Length
                : text.Length - consumed;
        }

        void SkipSpace()
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
        }
    }
}
