using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The log records of Claude Code. The words of a person and the reply to them count for more than the bodies of
/// requests, which hold the whole conversation so far and may be cut. A tool's failure is no failure of the span that
/// happened to be active, so it is left to the spans.
/// </summary>
sealed class ClaudeCodeLogs(Func<string, Key> key)
{
    readonly Key[] prompt = [key("prompt"), key("prompt_text")];
    readonly Key response = key("response");
    readonly Key body = key("body");
    readonly Key[] arguments = [key("tool_input"), key("tool_parameters")];
    readonly Key[] failure = [key("error"), key("error_message")];
    readonly Key session = key("session.id");
    readonly Key user = key("user.id");

    /// <param name="called">The event without its prefix.</param>
    public void Read(ReadOnlySpan<char> called, Reading reading)
    {
        var attributes = reading.Attributes;
        State(Field.SessionId, session, attributes, reading);
        State(Field.UserId, user, attributes, reading);
        switch (called)
        {
            case "user_prompt":
                if (TryGet(prompt, attributes, out var value, out var at))
                {
                    reading.Input(ContentSource.Own, value, Payload.Text, at);
                }

                break;
            case "assistant_response":
                if (TryGet([response], attributes, out value, out at))
                {
                    reading.Output(ContentSource.Own, value, Payload.Text, at);
                }

                break;
            case "api_request_body":
                if (TryGet([body], attributes, out value, out at))
                {
                    ReadRequest(reading.PayloadOf(value, null), at, reading);
                }

                break;
            case "api_response_body":
                if (TryGet([body], attributes, out value, out at))
                {
                    ReadResponse(reading.PayloadOf(value, null), at, reading);
                }

                break;
            case "tool_result":
                if (reading.IsDetail && TryGet(arguments, attributes, out value, out at))
                {
                    reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), at, Standing.Guess);
                }

                break;
            case "api_error":
                if (TryGet(failure, attributes, out value, out at))
                {
                    reading.Text(Field.ErrorMessage, value.Text, at, Standing.Guess);
                }

                break;
        }
    }

    static void ReadRequest(Payload given, Provenance at, Reading reading)
    {
        if (!Unwrapped.TryInput(given.Utf8, out var chat))
        {
            reading.Input(ContentSource.Derived, given.Utf8, given.Mime, at);
            return;
        }

        reading.Input(ContentSource.Derived, chat, Payload.Json, at);
        if (!reading.IsDetail)
        {
            return;
        }

        if (JsonMembers.TryFind(given.Utf8, "system", out var said))
        {
            reading.Text(Field.Instructions, new Payload(said, Payload.Json), at);
        }

        if (JsonMembers.TryFind(given.Utf8, "tools", out var tools))
        {
            reading.Text(Field.ToolDefinitions, new Payload(tools, Payload.Json), at);
        }
    }

    static void ReadResponse(Payload given, Provenance at, Reading reading)
    {
        if (Unwrapped.TryOutput(given.Utf8, reading, out var chat))
        {
            reading.Output(ContentSource.Derived, chat, Payload.Json, at);
        }
        else
        {
            reading.Output(ContentSource.Derived, given.Utf8, given.Mime, at);
        }
    }

    static void State(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } text)
        {
            reading.Trace(field, text, key.Source);
        }
    }

    static bool TryGet(ReadOnlySpan<Key> keys, AttributeIndex attributes, out Value value, out Provenance at)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out value) && !Placeholders.IsNothing(value.Utf8))
            {
                at = key.Source;
                return true;
            }
        }

        (value, at) = (default, keys[0].Source);
        return false;
    }
}
