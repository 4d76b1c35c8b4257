using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Conversations in the shapes of model providers: Bedrock, Gemini, OpenAI's Responses API, Anthropic.</summary>
public class ProviderShapesTests
{
    [Fact]
    public void Bedrock_blocks_have_no_type()
    {
        const string Chat = """
            [{"role":"user","content":[{"text":"Hi"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
               {"document":{"format":"pdf","name":"a","source":{"s3Location":{"uri":"s3://b/a.pdf"}}}}]},
             {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
               {"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1}}}]},
             {"role":"user","content":[{"toolResult":{"toolUseId":"t1","status":"success","content":[{"text":"rainy"}]}}]}]
            """;
        var messages = Parse(Chat)!;
        Assert.Equal(["text", "image", "file"], messages[0].Parts.Select(p => p.Type));
        Assert.Equal(
            ("data:image/png;base64,AAAA", "s3://b/a.pdf", "a"),
            (messages[0].Parts[1].Uri, messages[0].Parts[2].Uri, messages[0].Parts[2].Name)
        );
        Assert.Equal(("reasoning", "hm"), (messages[1].Parts[0].Type, messages[1].Parts[0].Text));
        Assert.Equal(
            ("tool_call", "t1", "f", """{"a":1}"""),
            (
                messages[1].Parts[1].Type,
                messages[1].Parts[1].Id,
                messages[1].Parts[1].Name,
                messages[1].Parts[1].Arguments
            )
        );
        Assert.Equal(
            ("tool_result", "t1", "rainy"),
            (messages[2].Parts[0].Type, messages[2].Parts[0].Id, messages[2].Parts[0].Result)
        );
        Assert.Equal(1, ChatMl.Facts(Encoding.UTF8.GetBytes(Chat))?.ToolCalls);
        Assert.Equal("Hi", Preview.OfInput(Encoding.UTF8.GetBytes(Chat)));
    }

    [Fact]
    public void Blocks_in_the_clothes_of_OTel_parts()
    {
        var parts = Parse(
            """
            [{"role":"user","parts":[{"type":"reasoningContent","content":{"reasoningText":{"text":"hm"}}},
              {"type":"image","content":{"format":"jpeg","source":{"bytes":"AAAA"}}}]}]
            """
        )!
            [0]
            .Parts;
        Assert.Equal(("reasoning", "hm"), (parts[0].Type, parts[0].Text));
        Assert.Equal("data:image/jpeg;base64,AAAA", parts[1].Uri);
    }

    [Theory]
    [InlineData("functionCall", "functionResponse", "inlineData", "mimeType", "fileData", "fileUri")]
    [InlineData("function_call", "function_response", "inline_data", "mime_type", "file_data", "file_uri")]
    public void Gemini_parts(string call, string response, string inline, string mime, string file, string uri)
    {
        var chat = $$$$"""
            {"contents":[{"role":"user","parts":[{"text":"Hi"},{"{{{{inline}}}}":{"{{{{mime}}}}":"image/png","data":"AAAA"}},
               {"{{{{file}}}}":{"{{{{mime}}}}":"video/mp4","{{{{uri}}}}":"gs://b/v"}}]},
             {"role":"model","parts":[{"text":"hm","thought":true},{"{{{{call}}}}":{"id":"c1","name":"f","args":{"a":1}}}]},
             {"role":"user","parts":[{"{{{{response}}}}":{"id":"c1","name":"f","response":{"result":"rainy"}}}]}],
             "system_instruction":{"parts":[{"text":"Be terse."}]}}
            """;
        var messages = Parse(chat)!;
        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(m => m.Role));
        Assert.Equal("Be terse.", messages[0].Parts[0].Text);
        Assert.Equal(["text", "image", "video"], messages[1].Parts.Select(p => p.Type));
        Assert.Equal("gs://b/v", messages[1].Parts[2].Uri);
        Assert.Equal(["reasoning", "tool_call"], messages[2].Parts.Select(p => p.Type));
        Assert.Equal(
            ("c1", "f", """{"a":1}"""),
            (messages[2].Parts[1].Id, messages[2].Parts[1].Name, messages[2].Parts[1].Arguments)
        );
        Assert.Equal(
            ("tool_result", """{"result":"rainy"}"""),
            (messages[3].Parts[0].Type, messages[3].Parts[0].Result)
        );
    }

    [Fact]
    public void Gemini_answers_are_candidates()
    {
        var message = Parse(
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"Paris."}]},"finishReason":"STOP"}]}"""
        )![0];
        Assert.Equal(("assistant", "STOP", "Paris."), (message.Role, message.FinishReason, message.Parts[0].Text));
    }

    [Fact]
    public void The_model_of_Gemini_is_the_assistant()
    {
        var utf8 =
            """[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Ho"},{"functionCall":{"name":"f"}}]}]"""u8;
        Assert.Equal(new ChatFacts(2, 1, 1, 0, 0, 1, "user", "model"), ChatMl.Facts(utf8));
        Assert.Equal("Ho", Preview.OfOutput(utf8));
        Assert.Equal(
            """f({"a":1})""",
            Preview.OfOutput("""[{"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":1}}}]}]"""u8)
        );
        Assert.Equal(
            """{"ok":true}""",
            Preview.OfMessage(
                """{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"ok":true}}}]}"""u8
            )
        );
    }

    [Fact]
    public void Items_of_the_Responses_API_are_part_of_the_conversation()
    {
        var messages = Parse(
            """
            {"instructions":"Be terse.","input":[{"role":"user","content":"Weather?"},
             {"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
             {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c1","output":"rainy"},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Rain."}]}]}
            """
        )!;
        Assert.Equal(["system", "user", "assistant", "assistant", "tool", "assistant"], messages.Select(m => m.Role));
        Assert.Equal(("reasoning", "hm"), (messages[2].Parts[0].Type, messages[2].Parts[0].Text));
        Assert.Equal(("c1", "f"), (messages[3].Parts[0].Id, messages[3].Parts[0].Name));
        Assert.Equal(("c1", "rainy"), (messages[4].Parts[0].Id, messages[4].Parts[0].Result));
    }

    [Fact]
    public void Requests_of_Anthropic_and_answers_of_Bedrock()
    {
        Assert.Equal(
            ["system", "user"],
            Parse("""{"system":[{"type":"text","text":"Be terse."}],"messages":[{"role":"user","content":"Hi"}]}""")!
                .Select(m => m.Role)
        );
        Assert.Equal(
            "Ho",
            Parse("""{"output":{"message":{"role":"assistant","content":[{"text":"Ho"}]}},"stopReason":"end_turn"}""")!
                [0]
                .Parts[0]
                .Text
        );
        Assert.Equal(
            "end_turn",
            Parse(
                """{"type":"message","role":"assistant","stop_reason":"end_turn","content":[{"type":"text","text":"Ho"}]}"""
            )!
                [0]
                .FinishReason
        );
    }

    [Theory]
    [InlineData("""{"input":["a","b"]}""")]
    [InlineData("""{"items":[1,2]}""")]
    [InlineData("""{"contents":[]}""")]
    [InlineData("""{"output":{"message":"text"}}""")]
    [InlineData("""[{"type":"other"}]""")]
    public void What_only_looks_alike_is_none(string json) => Assert.Null(Parse(json));

    [Fact]
    public void A_tool_call_may_be_JSON_in_a_list_of_strings()
    {
        var call = Parse(
            """[{"role":"assistant","tool_calls":["{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}","no JSON"]}]"""
        )!
            [0]
            .Parts;
        Assert.Equal(("tool_call", "c1", "f", "other"), (call[0].Type, call[0].Id, call[0].Name, call[1].Type));
    }

    static IReadOnlyList<Message>? Parse(string json) => Messages.TryParse(new(Encoding.UTF8.GetBytes(json), null));
}
