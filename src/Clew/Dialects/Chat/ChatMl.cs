using System.Text;
using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// What a chat is: a non-empty JSON array whose every item is an object with a string <c>role</c>. The rest of a
/// message may have any of the shapes that senders use:
/// <code>
/// {"role":"user","content":"Hi"}                                     OpenAI; content may be an array of parts
/// {"role":"assistant","tool_calls":[{"id":"…","function":{…}}]}
/// {"role":"user","parts":[{"type":"text","content":"Hi"}]}           OTel GenAI
/// {"role":"assistant","content":[{"type":"tool_use","name":"…"}]}    Anthropic
/// {"role":"assistant","content":[{"toolUse":{"name":"…"}}]}          Bedrock
/// {"role":"model","parts":[{"functionCall":{"name":"…"}}]}           Gemini
/// </code>
/// </summary>
static class ChatMl
{
    const int MaxRoleLength = 64;

    public static bool IsChat(ReadOnlySpan<byte> utf8) => TryScan(utf8, out _);

    /// <summary>The facts of a chat, also of one that was cut; null if it is none.</summary>
    public static ChatFacts? Facts(ReadOnlySpan<byte> utf8) =>
        TryScanCut(ref utf8, out var s)
            ? new ChatFacts(s.Messages, s.User, s.Assistant, s.System, s.Tool, s.ToolCalls, s.FirstRole, s.LastRole)
            : null;

    /// <summary>Walks a chat once, without making a tree of it.</summary>
    public static bool TryScan(ReadOnlySpan<byte> utf8, out ChatScan scan) => TryScan(utf8, false, out scan, out _);

    /// <summary>
    /// The same for a chat that its sender may have cut. Of one that was, <paramref name="utf8"/> becomes what is left,
    /// closed: the ranges of the scan are places in that.
    /// </summary>
    public static bool TryScanCut(ref ReadOnlySpan<byte> utf8, out ChatScan scan)
    {
        if (TryScan(utf8, false, out scan, out var isBroken))
        {
            return true;
        }

        if (!isBroken || !CutJson.TryClose(utf8, out var closed))
        {
            return false;
        }

        utf8 = closed;
        return TryScan(utf8, true, out scan, out _);
    }

    /// <param name="isCut">True to pass over a last message whose role is missing: it was cut off.</param>
    /// <param name="isBroken">Whether it begins as an array does, but is no JSON.</param>
    static bool TryScan(ReadOnlySpan<byte> utf8, bool isCut, out ChatScan scan, out bool isBroken)
    {
        scan = default;
        isBroken = false;
        if (Json.FirstByte(utf8) != (byte)'[')
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return false;
                }

                if (!TryMessage(ref reader, ref scan))
                {
                    return isCut && scan.Messages > 0 && IsLast(ref reader);
                }
            }

            // Throws if anything follows.
            reader.Read();
            return scan.Messages > 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            isBroken = e is JsonException;
            return false;
        }
    }

    static bool IsLast(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.EndObject && reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    static bool TryMessage(ref Utf8JsonReader reader, ref ChatScan scan)
    {
        var start = (int)reader.TokenStartIndex;
        string? role = null;
        var hasText = false;
        var calls = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                role = RoleOf(reader);
            }
            else if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("parts"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    ScanParts(ref reader, ref hasText, ref calls);
                }
                else
                {
                    // An object is one part that stands alone.
                    hasText |=
                        reader.TokenType == JsonTokenType.StartObject
                        || (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty);
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                calls += CountItems(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (role is null)
        {
            return false;
        }

        scan.Add(role, calls, hasText, start..(int)reader.BytesConsumed);
        return true;
    }

    static void ScanParts(ref Utf8JsonReader reader, ref bool hasText, ref int calls)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                hasText |= reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
                reader.Skip();
                continue;
            }

            // A part without a type shows by its members what it is: {"text":"Hi"}, {"toolRequest":{…}}.
            var (isTyped, isText, saysText, isBareCall) = (false, true, false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isSaid = reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("content"u8);
                isBareCall |= !isType && !isSaid && UntypedParts.IsCall(reader);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    isTyped = true;
                    isText = PartTypes.IsText(reader);
                    calls += PartTypes.IsToolCall(reader) ? 1 : 0;
                }

                saysText |= isSaid && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
                reader.Skip();
            }

            hasText |= isText && saysText;
            calls += !isTyped && isBareCall ? 1 : 0;
        }
    }

    static int CountItems(ref Utf8JsonReader reader)
    {
        var count = 0;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return 0;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }

    static string RoleOf(in Utf8JsonReader reader)
    {
        foreach (var known in Roles)
        {
            if (reader.ValueTextEquals(known))
            {
                return known;
            }
        }

        var role = reader.GetString()!;
        return role.Length <= MaxRoleLength ? role : Preview.Cut(role, MaxRoleLength);
    }

    static readonly string[] Roles = ["user", "assistant", "system", "tool", "developer", "model", "function"];
}

/// <summary>What walking a chat found. The ranges are those of messages worth showing.</summary>
struct ChatScan
{
    public int Messages;
    public int User;
    public int Assistant;
    public int System;
    public int Tool;
    public int ToolCalls;
    public string? FirstRole;
    public string? LastRole;

    /// <summary>The last message of a user that has text.</summary>
    public Range? LastUser;

    /// <summary>The first message that has text and is not of a user or system.</summary>
    public Range? FirstAnswer;
    public Range Last;

    public void Add(string role, int calls, bool hasText, Range place)
    {
        Messages++;
        ToolCalls += calls;
        FirstRole ??= role;
        LastRole = role;
        Last = place;
        switch (role)
        {
            case "user":
                User++;
                LastUser = hasText ? place : LastUser;
                return;
            case "system":
                System++;
                return;
            case "assistant" or "model":
                Assistant++;
                break;
            case "tool":
                Tool++;
                return;
        }

        FirstAnswer ??= hasText ? place : null;
    }
}
