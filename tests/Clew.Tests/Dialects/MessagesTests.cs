using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class MessagesTests
{
    [Fact]
    public void OTel_parts()
    {
        var parts = Parts(
            """
            [{"type":"text","content":"a"},{"type":"reasoning","content":"b"},{"type":"thinking","content":"c"},
             {"type":"tool_call","id":"1","name":"f","arguments":{"x":1}},
             {"type":"tool_call_response","id":"1","response":{"y":2}},{"type":"tool_call_response","id":"2","result":"z"},
             {"type":"blob","modality":"image","mime_type":"image/png","content":"AAAA"},
             {"type":"uri","modality":"video","uri":"https://x/v"},{"type":"file","modality":"audio","file_id":"f1"},
             {"type":"server_tool_call","name":"search","server_tool_call":{"q":1}},
             {"type":"interrupt_response","any":1}]
            """
        );
        Assert.Equal(
            [
                "text",
                "reasoning",
                "reasoning",
                "tool_call",
                "tool_result",
                "tool_result",
                "image",
                "video",
                "audio",
                "tool_call",
                "other",
            ],
            parts.Select(p => p.Type)
        );
        Assert.Equal(("1", "f", """{"x":1}"""), (parts[3].Id, parts[3].Name, parts[3].Arguments));
        Assert.Equal(("""{"y":2}""", "z"), (parts[4].Result, parts[5].Result));
        Assert.Equal("data:image/png;base64,AAAA", parts[6].Uri);
        Assert.Equal(("https://x/v", "f1"), (parts[7].Uri, parts[8].FileId));
        Assert.Equal("""{"type":"interrupt_response","any":1}""", parts[10].Json);
    }

    [Fact]
    public void Text_of_the_assistants_API_stands_one_deeper()
    {
        var message = """{"role":"user","content":{"text":{"value":"Hi","annotations":[]}}}""";
        var parts = Parse(
            """[{"role":"user","content":[{"type":"text","text":{"value":"a"}},{"text":{"value":"b"}}]},"""
                + message
                + "]"
        )!;
        Assert.Equal(["a", "b", "Hi"], parts.SelectMany(m => m.Parts).Select(p => p.Text));
        Assert.Equal("Hi", Preview.OfMessage(Encoding.UTF8.GetBytes(message)));
    }

    [Fact]
    public void A_request_of_the_Responses_API_may_be_plain_text()
    {
        var messages = Parse("""{"model":"m","input":"hi","instructions":"Be terse"}""")!;
        Assert.Equal([("system", "Be terse"), ("user", "hi")], messages.Select(m => (m.Role, m.Parts.Single().Text)));
        Assert.Null(Parse("""{"model":"m","input":"hi"}"""));
    }

    [Fact]
    public void A_message_that_only_calls_tools_says_nothing()
    {
        const string Call = """{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}""";
        var message = Parse($$"""[{"role":"assistant","content":"","tool_calls":[{{Call}}]}]""")!.Single();
        Assert.Equal("tool_call", message.Parts.Single().Type);
    }

    /// <summary>What Langfuse's handler for LangChain sends.</summary>
    [Fact]
    public void A_role_that_is_the_name_of_a_tool_called_before_is_that_tool()
    {
        const string Calls = """[{"id":"1","name":"f","args":{}},{"id":"2","name":"f","args":{}}]""";
        var messages = Parse(
            $$"""
            [{"role":"f","content":"a person"},{"role":"assistant","content":"","tool_calls":{{Calls}}},
             {"role":"f","content":"rainy"},{"role":"f","content":"sunny"},{"role":"f","content":"late"}]
            """
        )!;
        Assert.Equal(["f", "assistant", "tool", "tool", "f"], messages.Select(m => m.Role));
        Assert.Equal(
            [("tool_result", "1", "rainy"), ("tool_result", "2", "sunny")],
            messages.Skip(2).Take(2).Select(m => m.Parts.Single()).Select(p => (p.Type, p.Id, p.Result))
        );
    }

    [Fact]
    public void Pydantic_parts_of_older_formats()
    {
        var parts = Parts(
            """
            [{"type":"image-url","url":"https://x/a.png"},{"type":"document-url","url":"https://x/a.pdf"},
             {"type":"binary","media_type":"audio/wav","content":"AAAA"}]
            """
        );
        Assert.Equal(["image", "file", "audio"], parts.Select(p => p.Type));
        Assert.Equal(["https://x/a.png", "https://x/a.pdf", "data:audio/wav;base64,AAAA"], parts.Select(p => p.Uri));
    }

    [Fact]
    public void LangChain_messages()
    {
        var messages = Parse(
            """
            {"messages":[[
              {"lc":1,"type":"constructor","id":["langchain","schema","messages","SystemMessage"],"kwargs":{"content":"s","type":"system"}},
              {"lc":1,"type":"constructor","id":["langchain","schema","messages","HumanMessage"],"kwargs":{"content":"a"}},
              {"type":"ai","content":[{"type":"text","text":"b"},{"type":"tool_use","id":"c","name":"f","input":{}}],
               "tool_calls":[{"name":"f","args":{},"id":"c","type":"tool_call"},{"name":"g","args":{"x":1},"id":"d"}],
               "response_metadata":{"finish_reason":"tool_calls"}},
              {"type":"tool","data":{"content":"rainy","tool_call_id":"c","id":"m1"}}]]}
            """
        )!;
        Assert.Equal(["system", "user", "assistant", "tool"], messages.Select(m => m.Role));
        Assert.Equal(["text", "tool_call", "tool_call"], messages[2].Parts.Select(p => p.Type));
        Assert.Equal(["c", "d"], messages[2].Parts.Skip(1).Select(p => p.Id));
        Assert.Equal("""{"x":1}""", messages[2].Parts[2].Arguments);
        Assert.Equal("tool_calls", messages[2].FinishReason);
        Assert.Equal(("c", "rainy"), (messages[3].Parts[0].Id, messages[3].Parts[0].Result));
    }

    [Fact]
    public void LangChain_generations()
    {
        var message = Assert.Single(
            Parse(
                """
                {"generations":[[{"text":"b","generation_info":{"finish_reason":"stop"},"type":"ChatGeneration",
                  "message":{"lc":1,"type":"constructor","id":["x","AIMessage"],
                    "kwargs":{"content":"b","type":"ai","additional_kwargs":{"tool_calls":[{"id":"c","function":{"name":"f"}}]}}}}]],
                 "llm_output":{}}
                """
            )!
        );
        Assert.Equal(("assistant", "stop"), (message.Role, message.FinishReason));
        Assert.Equal(["b", null], message.Parts.Select(p => p.Text));
        Assert.Equal("f", message.Parts[1].Name);
    }

    [Theory]
    [InlineData("""{"inputs":{"messages":[{"role":"user","content":"a"}]},"tags":[]}""")]
    [InlineData("""{"output":{"type":"human","content":"a"}}""")]
    [InlineData("""{"input":[{"role":"user","content":"a"}],"model":"m"}""")]
    public void What_stands_in_a_step_is_found(string json) => Assert.Equal("a", Parse(json)![0].Parts[0].Text);

    [Theory]
    [InlineData("""{"input":{"input":{"input":{"input":{"input":{"role":"user","content":"a"}}}}}}""")]
    [InlineData("""{"type":"ai"}""")]
    [InlineData("""[[[{"role":"user","content":"a"}]]]""")]
    [InlineData("""{"output":"text"}""")]
    public void Neither_is_what_is_wrapped_too_often_or_has_nothing_to_say(string json) => Assert.Null(Parse(json));

    [Fact]
    public void Items_of_the_Responses_API()
    {
        var messages = Parse(
            """
            [{"role":"user","content":"a"},{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
             {"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c","output":"18"},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"b"}]}]
            """
        )!;
        Assert.Equal(["user", "assistant", "assistant", "tool", "assistant"], messages.Select(m => m.Role));
        Assert.Equal(
            ["text", "reasoning", "tool_call", "tool_result", "text"],
            messages.Select(m => Assert.Single(m.Parts).Type)
        );
        Assert.Equal(["c", "c"], messages.Skip(2).Take(2).Select(m => m.Parts[0].Id));
        Assert.Equal("18", messages[3].Parts[0].Result);
    }

    [Fact]
    public void OpenAI_messages()
    {
        var messages = Parse(
            """
            [{"role":"user","name":"ann","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://x/a.png"}},
               {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},{"type":"file","file":{"file_id":"f1","filename":"a.pdf"}},"bare"]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}],"finish_reason":"tool_calls"},
             {"role":"assistant","content":"","function_call":{"name":"g","arguments":"2"},"refusal":"no"},
             {"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"rainy"}]}]
            """
        )!;
        Assert.Equal(["text", "image", "audio", "file", "text"], messages[0].Parts.Select(p => p.Type));
        Assert.Equal("ann", messages[0].Name);
        Assert.Equal(
            ("data:audio/wav;base64,AAAA", "f1", "a.pdf"),
            (messages[0].Parts[2].Uri, messages[0].Parts[3].FileId, messages[0].Parts[3].Name)
        );
        Assert.Equal(
            ("c", "f", """{"a":1}""", "tool_calls"),
            (
                messages[1].Parts[0].Id,
                messages[1].Parts[0].Name,
                messages[1].Parts[0].Arguments,
                messages[1].FinishReason
            )
        );
        Assert.Equal(["text", "tool_call"], messages[2].Parts.Select(p => p.Type));
        Assert.Equal(
            ("tool_result", "c", "rainy"),
            (messages[3].Parts[0].Type, messages[3].Parts[0].Id, messages[3].Parts[0].Result)
        );
    }

    [Fact]
    public void Anthropic_and_Vercel_parts()
    {
        var parts = Parts(
            """
            [{"type":"tool_use","id":"t","name":"f","input":{"a":1}},{"type":"tool_result","tool_use_id":"t","content":"r"},
             {"type":"thinking","thinking":"hm"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
             {"type":"tool-call","toolCallId":"v","toolName":"g","input":"{}"},{"type":"tool-result","toolCallId":"v","toolName":"g","output":{"b":2}},
             {"text":"no type"}]
            """
        );
        Assert.Equal(
            ["tool_call", "tool_result", "reasoning", "image", "tool_call", "tool_result", "text"],
            parts.Select(p => p.Type)
        );
        Assert.Equal(("t", "r", "hm"), (parts[1].Id, parts[1].Result, parts[2].Text));
        Assert.Equal(
            ("data:image/png;base64,AAAA", "v", "g", """{"b":2}"""),
            (parts[3].Uri, parts[4].Id, parts[5].Name, parts[5].Result)
        );
    }

    [Fact]
    public void A_conversation_may_be_wrapped()
    {
        Assert.Equal("Hi", Text(Parse("\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"Hi\\\"}]\"")));
        Assert.Equal("Hi", Text(Parse("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""")));
        Assert.Equal(
            "Hi",
            Text(
                Parse(
                    """{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}]}"""
                )
            )
        );
        Assert.Equal("Hi", Text(Parse("""{"role":"assistant","content":"Hi"}""")));

        static string? Text(IReadOnlyList<Message>? messages) => messages?[0].Parts[0].Text;
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("""["hello","world"]""")]
    [InlineData("""[{"role":"user","content":wrong""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"role":"user"},{"no":"role"}]""")]
    [InlineData("42")]
    [InlineData("")]
    public void What_is_no_conversation_is_none(string text) => Assert.Null(Parse(text));

    [Fact]
    public void Vercel_files_and_results()
    {
        var parts = Parts(
            """
            [{"type":"image","image":"iVBO","mediaType":"image/png"},{"type":"image","image":"https://x/a.png"},
             {"type":"file","data":"AAAA","mediaType":"application/pdf","filename":"a.pdf"},
             {"type":"file","data":{"type":"url","url":"https://x/b.mp4"},"mediaType":"video/mp4"},
             {"type":"tool-result","toolCallId":"1","toolName":"f","output":{"type":"text","value":"rainy"}},
             {"type":"tool-result","toolCallId":"2","toolName":"f","output":{"type":"json","value":{"t":18}}},
             {"type":"tool-result","toolCallId":"3","toolName":"f","output":{"type":"storm"}},
             {"type":"tool-result","toolCallId":"4","toolName":"f","result":"sunny"}]
            """
        );
        Assert.Equal(
            ["data:image/png;base64,iVBO", "https://x/a.png", "data:application/pdf;base64,AAAA", "https://x/b.mp4"],
            parts.Take(4).Select(p => p.Uri)
        );
        Assert.Equal(["image", "image", "file", "video"], parts.Take(4).Select(p => p.Type));
        Assert.Equal("a.pdf", parts[2].Name);
        Assert.Equal(["rainy", """{"t":18}""", """{"type":"storm"}""", "sunny"], parts.Skip(4).Select(p => p.Result));
    }

    [Theory]
    [InlineData("""{"type":"image","image":{"0":137,"1":80},"mimeType":"image/png"}""")]
    [InlineData("""{"type":"file","data":{"0":137,"1":80},"mediaType":"image/png"}""")]
    [InlineData("""{"type":"file","data":{"type":"Buffer","data":[137,80]},"mediaType":"image/png"}""")]
    public void Bytes_that_JavaScript_wrote_out_are_an_image_again(string part) =>
        Assert.Equal("data:image/png;base64,iVA=", Assert.Single(Parts($"[{part}]")).Uri);

    [Theory]
    [InlineData("https://x/a.png?v=1.2", "image", "image/png")]
    [InlineData("data:audio/wav;base64,AAAA", "audio", "audio/wav")]
    [InlineData("https://x/a.b/c", "file", null)]
    [InlineData("data:,a", "file", null)]
    [InlineData("", "file", null)]
    public void Media_without_a_type_are_told_by_their_address(string uri, string kind, string? mime)
    {
        var part = Assert.Single(Parts($$$"""[{"media":{"url":"{{{uri}}}"}}]"""));
        Assert.Equal((kind, uri, mime), (part.Type, part.Uri, part.MimeType));
    }

    [Theory]
    [InlineData("""{"0":137,"2":80}""")]
    [InlineData("""{"0":1370}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"data":["x"]}""")]
    public void Other_objects_are_no_bytes(string data) =>
        Assert.Null(Assert.Single(Parts($$"""[{"type":"file","data":{{data}},"mediaType":"image/png"}]""")).Uri);

    [Fact]
    public void What_a_message_says_twice_is_read_once()
    {
        var message = Parse(
            """[{"id":"m","role":"user","content":"Hi","parts":[{"type":"text","text":"Hi"}]},{"role":"user","content":"Ho","parts":[]}]"""
        )!;
        Assert.Equal(["Hi", "Ho"], message.Select(m => Assert.Single(m.Parts).Text));
    }

    [Fact]
    public void Half_a_character_costs_no_more_than_itself() =>
        Assert.Equal("a \uFFFD\nb", Parse("""[{"role":"user","content":"a \ud83c\nb"}]""")![0].Parts[0].Text);

    [Fact]
    public void Deep_nesting_is_no_conversation_and_no_crash()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Null(Parse(deep));
        var inner = string.Concat(Enumerable.Repeat("""{"a":""", 400)) + "1" + new string('}', 400);
        Assert.Equal("other", Parts($"[{inner}]")[0].Type);
    }

    [Fact]
    public void Instructions_are_put_in_front_of_a_chat_that_has_none()
    {
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"Be terse."}]},{"role":"user"}]""",
            Composed("""[{"type":"text","content":"Be terse."}]""", """[{"role":"user"}]""")
        );
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"Be \"terse\""}]}, {"role":"user"} ]""",
            Composed("Be \"terse\"", """ [ {"role":"user"} ]""")
        );
        Assert.Equal(
            """[{"role":"developer"},{"role":"user"}]""",
            Composed("x", """[{"role":"developer"},{"role":"user"}]""")
        );
        Assert.Equal("""[{"role":"system"}]""", Composed("x", """[{"role":"system"}]"""));
        Assert.Equal("""["hello"]""", Composed("x", """["hello"]"""));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\"quoted\"", "quoted")]
    [InlineData("""[{"type":"text","content":"a"},{"type":"text","content":"b"}]""", "a\nb")]
    [InlineData("""{"type":"text","content":"a"}""", "a")]
    [InlineData("""["a","b"]""", "a\nb")]
    [InlineData("""[{"role":"system","content":"a"}]""", "a")]
    public void Instructions_are_text_to_read(string value, string text) =>
        Assert.Equal(text, Content.InstructionsOf(new SpanBuilder().With("gen_ai.system_instructions", value).Fold()));

    static string? Composed(string instructions, string input) =>
        Folding.Utf8(
            Content
                .InputOf(
                    new SpanBuilder()
                        .With("gen_ai.system_instructions", instructions)
                        .With("gen_ai.input.messages", input)
                        .Fold()
                )
                ?.Payload
        );

    static IReadOnlyList<MessagePart> Parts(string parts) =>
        Parse($$"""[{"role":"user","parts":{{parts}}}]""")![0].Parts;

    static IReadOnlyList<Message>? Parse(string json) => Messages.TryParse(new(Encoding.UTF8.GetBytes(json), null));
}
