using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Checklist B001–B027: where input and output come from, what type they have, how they are cut.</summary>
public class InputOutputTests
{
    const string Chat = """[{"role":"user","content":"Hi"}]""";
    const string Answer = """[{"role":"assistant","content":"Hello"}]""";

    [Fact]
    public void B001_B002_B025_a_trace_takes_input_and_output_from_its_root()
    {
        var root = new SpanBuilder().With("input.value", "in").With("output.value", "out").Row();
        var trace = TraceShape.Of([root]).Summarise(Ids.Trace("000000000000000000000000000000b1"), new Fold());
        Assert.Equal(("in", "out"), (trace.InputPreview, trace.OutputPreview));
        Assert.Equal(root.SpanId, trace.InputSpanId);
        Assert.Equal(root.SpanId, trace.OutputSpanId);
    }

    [Fact]
    public void B003_B082_generic_data_is_input_value_and_output_value()
    {
        var fold = new SpanBuilder()
            .With("input.value", """{"endpoint":"/weather"}""")
            .With("input.mime_type", "application/json")
            .With("output.value", "It's 25°C")
            .With("output.mime_type", "text/plain")
            .Fold();
        Assert.Equal(("""{"endpoint":"/weather"}""", "application/json"), Seen(Content.InputOf(fold)));
        Assert.Equal(("It's 25°C", "text/plain"), Seen(Content.OutputOf(fold)));
    }

    [Fact]
    public void B004_B083_messages_are_gen_ai_messages()
    {
        var fold = new SpanBuilder().With("gen_ai.input.messages", Chat).With("gen_ai.output.messages", Answer).Fold();
        Assert.Equal((Chat, "application/json"), Seen(Content.InputOf(fold)));
        Assert.Equal((Answer, "application/json"), Seen(Content.OutputOf(fold)));
    }

    [Fact]
    public void B005_B022_B089_each_side_has_its_own_type()
    {
        var fold = new SpanBuilder()
            .With("input.value", "<a/>")
            .With("input.mime_type", "application/xml")
            .With("output.value", "[1]")
            .Fold();
        Assert.Equal("application/xml", Content.InputOf(fold)!.Payload.Mime);
        Assert.Equal("application/json", Content.OutputOf(fold)!.Payload.Mime);
    }

    [Fact]
    public void B006_B009_facts_of_the_chat_are_in_the_row_without_reading_content_again() =>
        Assert.Equal(1, new SpanBuilder().With("gen_ai.input.messages", Chat).Row().Chat?.Messages);

    [Fact]
    public void B007_brokle_trace_input_is_not_used()
    {
        var fold = new SpanBuilder().With("brokle.trace.input", "x").With("brokle.trace.output", "y").Fold();
        Assert.Null(Content.InputOf(fold));
        Assert.Null(Content.OutputOf(fold));
    }

    [Fact]
    public void B010_B011_B088_B094_longer_text_is_cut_and_says_so()
    {
        Assert.Equal(1024 * 1024, Truncation.MaxBytes);
        var cut = Truncation.Cut(new byte[Truncation.MaxBytes + 1]);
        Assert.Equal((true, Truncation.MaxBytes + 1), (cut.IsCut, cut.Size));
        Assert.Equal(Truncation.MaxBytes + "...[truncated]".Length, cut.Utf8.Length);
        Assert.Equal("abc...[truncated]", Text(Truncation.Cut("abcdef"u8.ToArray(), 3).Utf8));
    }

    [Fact]
    public void B012_B094_text_of_exactly_the_limit_is_whole()
    {
        var exact = Truncation.Cut(new byte[Truncation.MaxBytes]);
        Assert.Equal((false, Truncation.MaxBytes), (exact.IsCut, exact.Utf8.Length));
        Assert.Equal("short", Text(Truncation.Cut("short"u8.ToArray()).Utf8));
    }

    [Theory]
    [InlineData("aé", 2, "a")]
    [InlineData("aé", 3, "aé")]
    [InlineData("a🇫🇷", 4, "a")]
    [InlineData("a€b", 3, "a")]
    public void A_cut_leaves_no_half_character(string text, int max, string kept)
    {
        var cut = Truncation.Cut(Encoding.UTF8.GetBytes(text), max);
        Assert.Equal(text == kept ? kept : kept + "...[truncated]", Text(cut.Utf8));
    }

    [Fact]
    public void B013_B014_B092_facts_are_drawn_before_anything_is_cut()
    {
        var long1 = new string('x', 2_000_000);
        var builder = new SpanBuilder()
            .With(
                "gen_ai.input.messages",
                $$"""[{"role":"user","content":"{{long1}}"},{"role":"tool","content":"r"}]"""
            )
            .With("output.value", long1);
        var row = builder.Row();
        Assert.Equal((2, 1), (row.Chat?.Messages, row.Chat?.Tool));
        Assert.Equal(160, row.InputPreview!.Length);
        var fold = builder.Fold();
        Assert.True(Truncation.Cut(Content.InputOf(fold)!.Payload.Utf8).IsCut);
        Assert.True(Truncation.Cut(Content.OutputOf(fold)!.Payload.Utf8).IsCut);
        Assert.Equal(2_000_000, Content.OutputOf(fold)!.Payload.Utf8.Length);
    }

    [Theory]
    [InlineData("""{"a":1}""", null, "application/json", "B015")]
    [InlineData("hello", null, "text/plain", "B016")]
    [InlineData("{broken", "application/json", "text/plain", "B017")]
    [InlineData("""[1]""", "application/json", "application/json", "B018")]
    [InlineData("hello", "text/plain", "text/plain", "B019")]
    [InlineData("""{"a":1}""", "text/plain", "text/plain", "B019")]
    [InlineData("42", null, "application/json", "B015: valid JSON is JSON")]
    [InlineData("\"a\"", "", "application/json", "B015")]
    [InlineData("true", null, "application/json", "B015")]
    [InlineData("truely", null, "text/plain", "B016")]
    [InlineData("", null, "text/plain", "B016")]
    [InlineData("", "application/json", "text/plain", "B017")]
    [InlineData("[1]", "Application/JSON; charset=utf-8", "application/json", "B018")]
    [InlineData("{} {}", null, "text/plain", "B016")]
    [InlineData("# hi", "text/markdown", "text/markdown", "kept")]
    public void B015_to_B019_B086_B087_B093_B094_types(string text, string? declared, string expected, string why) =>
        Assert.True(MimeTypes.Resolve(Encoding.UTF8.GetBytes(text), declared) == expected, why);

    [Fact]
    public void B020_B021_B085_messages_beat_values()
    {
        var fold = new SpanBuilder()
            .With("input.value", "in")
            .With("output.value", "out")
            .With("gen_ai.input.messages", Chat)
            .With("gen_ai.output.messages", Answer)
            .Fold();
        Assert.Equal((Chat, Answer), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void B023_the_sides_are_chosen_independently()
    {
        var fold = new SpanBuilder().With("gen_ai.input.messages", Chat).With("output.value", "out").Fold();
        Assert.Equal((Chat, "out"), (fold.InputText(), fold.OutputText()));
        fold = new SpanBuilder().With("input.value", "in").With("gen_ai.output.messages", Answer).Fold();
        Assert.Equal(("in", Answer), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void B024_messages_may_be_an_array_value()
    {
        var fold = new SpanBuilder()
            .With(
                "gen_ai.input.messages",
                new object[] { new (string, object?)[] { ("role", "user"), ("content", "Hi") } }
            )
            .Fold();
        Assert.Equal((Chat, "application/json"), Seen(Content.InputOf(fold)));
    }

    [Fact]
    public void B026_a_span_without_times_is_a_span()
    {
        var builder = new SpanBuilder().Set(s => (s.StartNano, s.EndNano) = (0, 0)).With("input.value", "in");
        Assert.Equal(
            (SpanStatus.Running, 9_000L, "in"),
            (builder.Row().Status, builder.Row().StartNano, builder.Row().InputPreview)
        );
    }

    [Fact]
    public void B027_a_span_below_the_root_has_input_and_output_too()
    {
        var row = new SpanBuilder()
            .ChildOf("00000000000000ff")
            .With("input.value", "in")
            .With("output.value", "")
            .Row();
        Assert.Equal((true, true), (row.HasInput, row.HasOutput));
        Assert.Equal("", row.OutputPreview);
    }

    [Fact]
    public void A_value_that_is_no_text_is_JSON()
    {
        var fold = new SpanBuilder()
            .With(
                "input.value",
                new (string, object?)[]
                {
                    ("n", 1),
                    ("d", 0.5),
                    ("e", null),
                    ("b", new byte[] { 1, 2 }),
                    ("x", double.NaN),
                }
            )
            .With("output.value", 42)
            .Fold();
        Assert.Equal("""{"n":1,"d":0.5,"e":null,"b":"AQI=","x":"NaN"}""", fold.InputText());
        Assert.Equal(("42", "application/json"), Seen(Content.OutputOf(fold)));
    }

    static (string, string?) Seen(Content? content) => (Text(content!.Payload.Utf8), content.Payload.Mime);

    static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
