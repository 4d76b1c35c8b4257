using System.Globalization;
using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Tests.Store;

namespace Clew.Tests.Api;

public sealed class ScoresTests : IAsyncLifetime
{
    const string T = "5b8efff798038103d269b633813fc60c";
    const string Judged = "eee19b7ec3c1b174";
    const string Other = "eee19b7ec3c1b175";

    ApiFixture api = null!;

    public Task InitializeAsync()
    {
        api = ApiFixture.With(new OtelBase(), new Verdicts());
        return api.SendSpansAsync(
            Span(T, Judged, ("verdict", $"{T}/{Judged}/a/0.25/")),
            Span(T, Other, ("verdict", $"{T}//b//good ☔")),
            Span("0af7651916cd43dd8448eb211c80319c", Other, ("verdict", $"{T}/{Judged}/c/1/True"))
        );
    }

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_trace_lists_the_scores_of_itself_and_of_its_spans()
    {
        var trace = await api.GetAsync("/api/v1/traces/{traceId}", T);
        const string Rest =
            """ "comment":"why","source":"eval","timeUnixNano":"7","provenance":{"dialect":"verdicts","version":1,"source":"verdict"}""";
        Assert.Equal(
            [
                """{"id":"a","spanId":"eee19b7ec3c1b174","name":"verdict a","value":0.25,"text":null,""",
                """{"id":"b","spanId":null,"name":"verdict b","value":null,"text":"good ☔",""",
                """{"id":"c","spanId":"eee19b7ec3c1b174","name":"verdict c","value":1,"text":"True",""",
            ],
            trace.GetProperty("scores").EnumerateArray().Select(s => s.GetRawText().Replace(Rest.Trim() + "}", ""))
        );
    }

    [Fact]
    public async Task A_span_lists_its_own()
    {
        const string Path = "/api/v1/traces/{traceId}/spans/{spanId}";
        var judged = await api.GetAsync(Path, T, Judged);
        Assert.Equal(
            ["a", "c"],
            judged.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("id").ToString())
        );
        Assert.Empty((await api.GetAsync(Path, T, Other)).GetProperty("scores").EnumerateArray());
    }

    [Fact]
    public async Task The_trace_of_the_judge_has_none()
    {
        var judge = await api.GetAsync("/api/v1/traces/{traceId}", "0af7651916cd43dd8448eb211c80319c");
        Assert.Empty(judge.GetProperty("scores").EnumerateArray());
    }

    [Fact]
    public async Task In_the_shape_of_Langfuse_a_score_has_a_type()
    {
        var trace = await api.GetAsync("/api/public/traces/{traceId}", T);
        var scores = trace.GetProperty("scores").EnumerateArray().ToArray();
        Assert.Equal(
            [("NUMERIC", 0.25, null), ("CATEGORICAL", 0, "good ☔"), ("BOOLEAN", 1.0, "True")],
            scores.Select(s =>
                (Text(s, "dataType"), s.GetProperty("value").GetDouble(), s.GetProperty("stringValue").GetString())
            )
        );
        Assert.Equal([Judged, null, Judged], scores.Select(s => s.GetProperty("observationId").GetString()));
        Assert.All(scores, s => Assert.Equal((T, "EVAL"), (Text(s, "traceId"), Text(s, "source"))));
        Assert.Equal("1970-01-01T00:00:00.000Z", Text(scores[0], "timestamp"));

        static string Text(JsonElement score, string key) => score.GetProperty(key).GetString()!;
    }

    static string Span(string trace, string span, params (string Key, string Value)[] attributes)
    {
        var list = attributes.Select(a => $$$"""{"key":"{{{a.Key}}}","value":{"stringValue":"{{{a.Value}}}"}}""");
        return $$"""{"traceId":"{{trace}}","spanId":"{{span}}","name":"s","startTimeUnixNano":"5","endTimeUnixNano":"9","attributes":[{{string.Join(',', list)}}]}""";
    }

    /// <summary>Reads <c>trace/span/id/value/text</c>.</summary>
    sealed class Verdicts : Dialect
    {
        readonly Key verdict;

        public Verdicts()
            : base("verdicts", 1) => verdict = Attribute("verdict");

        public override void ReadSpan(DecodedSpan span, Reading reading)
        {
            if (!reading.Attributes.TryGet(verdict, out var value))
            {
                return;
            }

            var parts = value.Text!.Split('/');
            reading.Score(
                new(
                    parts[2],
                    Say.Trace(parts[0]),
                    Say.Id(parts[1]),
                    null,
                    "verdict " + parts[2],
                    double.TryParse(parts[3], CultureInfo.InvariantCulture, out var number) ? number : null,
                    parts[4].Length == 0 ? null : parts[4],
                    "why",
                    ScoreSource.Eval,
                    7
                ),
                verdict.Source
            );
        }
    }
}
