using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Dialects;

/// <summary>What events of Langfuse's ingestion API say, one after the other.</summary>
public class LangfuseEventsTests
{
    /// <summary>The folds of events that follow each other by a second.</summary>
    static (Fold Span, Fold Trace, List<Score> Scores) Of(params string[] events)
    {
        var (span, trace, scores) = (new Fold(), new Fold(), new List<Score>());
        var second = 0;
        foreach (var said in events)
        {
            var parts = said.Split(' ', 2);
            var json =
                $$"""{"id":"e{{second}}","timestamp":"2026-11-20T10:00:0{{second}}Z","type":"{{parts[0]}}","body":{{parts[1]}}}""";
            second++;
            var read = new LangfuseEvent();
            Assert.True(LangfuseEventReader.TryRead(Encoding.UTF8.GetBytes(json), read));
            var facts = new FactList();
            var derived = DialectTable.Default.Derive(read, long.MaxValue, facts, detail: true);
            foreach (var fact in facts.Slice(0, facts.Count).ToArray())
            {
                Assert.NotEqual(Field.DeriveError, fact.Field);
                if (fact.Object is Score score)
                {
                    scores.Add(score);
                }
                else
                {
                    (fact.Subject == Subject.Span ? span : trace).Apply(
                        fact,
                        Stamp.At(derived.TimeNano, long.MaxValue, 0, derived.Phase)
                    );
                }
            }
        }

        return (span, trace, scores);
    }

    static string? OutputOf(Fold trace) =>
        Content.OutputOfTrace(trace, null) is { } content ? Encoding.UTF8.GetString(content.Payload.Utf8.Span) : null;

    [Theory]
    [InlineData("null", "null", Payload.Json)]
    [InlineData("0", "0", Payload.Json)]
    [InlineData("false", "false", Payload.Json)]
    [InlineData("\"\"", "", Payload.Text)]
    [InlineData("{}", "{}", Payload.Json)]
    [InlineData("[]", "[]", Payload.Json)]
    [InlineData("12345678901234567890123", "12345678901234567890123", Payload.Json)]
    [InlineData("1e-7", "1e-7", Payload.Json)]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}", Payload.Text)]
    [InlineData("\"\\ud83d\\ude00 é\"", "😀 é", Payload.Text)]
    public void Every_value_replaces_the_output_and_nothing_else(string sent, string kept, string mime)
    {
        var (_, trace, _) = Of(
            """trace-create {"id":"t","name":"n","input":"i","output":"old","userId":"u","metadata":{"a":1}}""",
            $$"""trace-create {"id":"t","output":{{sent}}}"""
        );
        Assert.Equal(kept, OutputOf(trace));
        Assert.Equal(mime, trace.Payload(Field.TraceOutput)!.Mime);
        Assert.Equal(("n", "u"), (trace.Text(Field.TraceName), trace.Text(Field.UserId)));
        Assert.Equal("i", Encoding.UTF8.GetString(Content.InputOfTrace(trace)!.Payload.Utf8.Span));
        Assert.Equal("""{"a":1}""", PathTree.ToJson(trace, Field.TraceMetadata));
    }

    [Fact]
    public void A_null_clears_names_and_an_absent_member_leaves_them()
    {
        var (_, trace, _) = Of(
            """trace-create {"id":"t","name":"n","userId":"u","sessionId":"s","public":true,"tags":["b","a"],"environment":"Langfuse-Prod"}""",
            """trace-create {"id":"t","name":null,"sessionId":"","environment":null,"tags":["c","a"]}"""
        );
        Assert.Null(trace.Text(Field.TraceName));
        Assert.Null(trace.Text(Field.SessionId));
        Assert.Equal(("u", "prod"), (trace.Text(Field.UserId), trace.Text(Field.Environment)));
        Assert.Equal(["a", "b", "c"], trace.Texts(Field.Tag));
        Assert.Equal(1, trace.Number(Field.Public));
    }

    [Fact]
    public void Metadata_merges_deeply_and_an_empty_object_says_nothing()
    {
        var (_, trace, _) = Of(
            """trace-create {"id":"t","metadata":{"a":{"x":1,"y":2},"l":[1]}}""",
            """trace-create {"id":"t","metadata":{"a":{"y":null,"z":3},"l":[2]}}""",
            """trace-create {"id":"t","metadata":{}}"""
        );
        Assert.Equal("""{"a":{"x":1,"y":null,"z":3},"l":[2]}""", PathTree.ToJson(trace, Field.TraceMetadata));
    }

    [Theory]
    [InlineData("""{"a":{"x":1},"s":"old"}""", """{"a":{"y":2},"s":"new"}""", """{"a":{"x":1,"y":2},"s":"new"}""")]
    [InlineData("[1,2]", "[3]", "[1,2,3]")]
    [InlineData("[1]", "{\"a\":2}", "[1,{\"a\":2}]")]
    [InlineData("\"half \"", "\"whole\"", "half whole")]
    [InlineData("42", "43", "43")]
    [InlineData("12345678901234567890", "[1.0]", "[1.0]")]
    public void Merging_adds_to_the_output(string old, string added, string merged)
    {
        var (_, trace, _) = Of(
            $$"""trace-create {"id":"t","output":{{old}}}""",
            $$"""trace-create {"id":"t","output":{{added}},"outputMode":"merge"}"""
        );
        Assert.Equal(merged, OutputOf(trace));
    }

    [Fact]
    public void A_replacement_forgets_what_was_merged_before_it()
    {
        var (_, trace, _) = Of(
            """trace-create {"id":"t","output":[1]}""",
            """trace-create {"id":"t","output":[2],"outputMode":"merge"}""",
            """trace-create {"id":"t","output":["new"]}""",
            """trace-create {"id":"t","output":[3],"outputMode":"merge"}"""
        );
        Assert.Equal("""["new",3]""", OutputOf(trace));
    }

    [Fact]
    public void An_update_keeps_the_type_and_what_it_does_not_name()
    {
        var (span, _, _) = Of(
            """agent-create {"id":"o","traceId":"t","startTime":"2026-11-20T09:00:00Z","name":"a","parentObservationId":"p","level":"WARNING","input":[{"role":"user","content":"hi"}]}""",
            """span-update {"id":"o","traceId":"t","endTime":"2026-11-20T09:00:02.5Z","parentObservationId":null,"level":null,"startTime":"2026-11-20T09:30:00Z","output":"bye"}"""
        );
        var id = SpanId.TryParse("o", out var o) ? o : default;
        var row = SpanRow.From(id, span, 0);
        Assert.Equal((SpanType.Agent, "a", SpanLevel.Warning), (row.Type, row.Name, row.Level));
        Assert.Equal((SpanStatus.Completed, 2_500_000_000), (row.Status, row.EndNano - row.StartNano));
        Assert.Equal("p", row.ParentId.ToString());
        Assert.Equal(("hi", "bye", 1), (row.InputPreview, row.OutputPreview, row.Chat!.Value.User));
    }

    [Fact]
    public void An_observation_that_says_no_time_began_when_it_was_sent_and_an_event_is_over_at_once()
    {
        var (span, _, _) = Of("""event-create {"id":"o","traceId":"t","level":"ERROR","statusMessage":"it broke"}""");
        var row = SpanRow.From(default, span, 0);
        Assert.Equal((SpanStatus.Failed, 0), (row.Status, row.EndNano - row.StartNano));
        Assert.Equal(1_795_168_800_000_000_000, row.StartNano);
        Assert.Equal("it broke", span.Text(Field.ErrorMessage));

        (span, _, _) = Of("""span-create {"id":"o","traceId":"t"}""");
        Assert.Equal((SpanStatus.Running, null), (SpanRow.From(default, span, 0).Status, span.Number(Field.EndNano)));
    }

    [Theory]
    [InlineData(""" "usage":{"promptTokens":10,"completionTokens":5,"totalTokens":15} """, 10, 5, 15, null)]
    [InlineData(""" "usage":{"input":10,"output":5,"unit":"TOKENS","totalCost":0.5} """, 10, 5, null, 0.5)]
    [InlineData(""" "usage":{"input":10,"inputCost":0.25,"outputCost":0.25} """, 10, null, null, 0.5)]
    [InlineData(""" "usage":{"input":10,"unit":"CHARACTERS"} """, null, null, null, null)]
    [InlineData(""" "usage":{},"usageDetails":{} """, null, null, null, null)]
    [InlineData(
        """ "usageDetails":{"input":10,"input_cached_tokens":4,"output":5},"usage":{"input":1} """,
        14,
        5,
        null,
        null
    )]
    [InlineData(
        """ "usageDetails":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4}} """,
        10,
        5,
        15,
        null
    )]
    [InlineData(""" "costDetails":{"input":0.001,"output":0.002} """, null, null, null, 0.003)]
    public void Usage_comes_in_several_shapes(string usage, int? input, int? output, int? total, double? cost)
    {
        var (span, _, _) = Of($$"""generation-create {"id":"o","traceId":"t","model":"m",{{usage}}}""");
        Assert.Equal(
            (input, output, total),
            (
                (int?)span.Number(Field.InputTokens),
                (int?)span.Number(Field.OutputTokens),
                (int?)span.Number(Field.TotalTokens)
            )
        );
        Assert.Equal(cost is { } c ? (long)Math.Round(c * 1e12) : null, span.Number(Field.CostPicoUsd));
        Assert.Equal("m", span.Text(Field.RequestModel));
    }

    [Fact]
    public void A_score_names_what_it_judges_and_what_kind_it_is()
    {
        var (_, _, scores) = Of(
            """score-create {"id":"s1","traceId":"t","observationId":"o","name":"quality","value":0.5,"comment":"why","configId":"c","metadata":{"a":1},"environment":"dev"}""",
            """score-create {"id":"s2","traceId":"t","name":"label","value":"good"}""",
            """score-create {"id":"s3","sessionId":"s","name":"thumbs","value":1,"dataType":"BOOLEAN","source":"ANNOTATION"}""",
            """score-create {"id":"s4","traceId":"t","name":"x","value":"better","dataType":"CORRECTION"}"""
        );
        Assert.Equal(
            [ScoreType.Numeric, ScoreType.Categorical, ScoreType.Boolean, ScoreType.Correction],
            scores.Select(s => s.Type!.Value)
        );
        Assert.Equal(
            (0.5, null, "o", "c"),
            (scores[0].Value, scores[0].Text, scores[0].SpanId.ToString(), scores[0].ConfigId)
        );
        Assert.Equal(("""{"a":1}""", "dev"), (scores[0].Metadata, scores[0].Environment));
        Assert.Equal((null, "good"), (scores[1].Value, scores[1].Text));
        Assert.Equal((1, "True", "s"), (scores[2].Value, scores[2].Text, scores[2].SessionId));
        Assert.Equal((ScoreSource.Annotation, true), (scores[2].Source, scores[2].TraceId.IsEmpty));
        Assert.Equal(("output", "better"), (scores[3].Name, scores[3].Text));
    }

    [Theory]
    [InlineData("Production", "production")]
    [InlineData("langfuse-langfuse_x", "x")]
    [InlineData("with space", "default")]
    [InlineData("langfuse", "default")]
    [InlineData("0123456789012345678901234567890123456789abc", "0123456789012345678901234567890123456789")]
    public void Names_of_environments_are_made_as_Langfuse_makes_them(string sent, string kept) =>
        Assert.Equal(kept, LangfuseEnvironment.Of(sent));
}
