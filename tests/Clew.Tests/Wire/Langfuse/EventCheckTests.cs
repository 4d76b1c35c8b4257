using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

public sealed class EventCheckTests
{
    const string Id = "a string of 1 to 800 characters without control characters";
    const string Time = "an ISO 8601 date and time with Z or an offset";

    /// <summary>Every type with the least that it needs.</summary>
    static readonly (string Type, string Body)[] Least =
    [
        ("trace-create", "{}"),
        ("score-create", """{"name":"n","value":1,"traceId":"t"}"""),
        ("event-create", """{"id":"o"}"""),
        ("span-create", """{"id":"o"}"""),
        ("span-update", """{"id":"o"}"""),
        ("generation-create", """{"id":"o"}"""),
        ("generation-update", """{"id":"o"}"""),
        ("agent-create", """{"id":"o"}"""),
        ("tool-create", """{"id":"o"}"""),
        ("chain-create", """{"id":"o"}"""),
        ("retriever-create", """{"id":"o"}"""),
        ("evaluator-create", """{"id":"o"}"""),
        ("embedding-create", """{"id":"o"}"""),
        ("guardrail-create", """{"id":"o"}"""),
        ("sdk-log", """{"log":null}"""),
        ("observation-create", """{"id":"o","type":"SPAN"}"""),
        ("observation-update", """{"id":"o","type":"EVENT"}"""),
    ];

    [Fact]
    public void The_least_of_every_type_is_enough()
    {
        foreach (var (type, body) in Least)
        {
            Assert.Equal((type, null), (type, Events.ErrorOf(Events.Of(type, body))));
        }
    }

    [Fact]
    public void Null_says_nothing_and_nobody_minds_unknown_members()
    {
        string[] optional =
        [
            .. "timestamp name externalId input output sessionId userId environment metadata release version".Split(
                ' '
            ),
            .. "public tags outputMode startTime endTime completionStartTime level statusMessage".Split(' '),
            .. "parentObservationId model modelParameters usage usageDetails costDetails promptName".Split(' '),
            .. "promptVersion comment source configId queueId executionTraceId dataType observationId".Split(' '),
        ];
        var nulls = string.Concat(optional.Select(name => $"\"{name}\":null,"));
        foreach (var (type, body) in Least)
        {
            // Of two the last counts, so that what is needed is still there.
            var all = "{" + nulls + "\"what\":[{}]" + (body == "{}" ? "" : ",") + body[1..];
            Assert.Equal((type, null), (type, Events.ErrorOf(Events.Of(type, all))));
        }
    }

    [Theory]
    [InlineData("""5""", "batch[0]: expected an object, got 5", "unknown")]
    [InlineData("""null""", "batch[0]: expected an object, got null", "unknown")]
    [InlineData(
        """{"timestamp":"2026-11-20T10:07Z","type":"trace-create","body":{}}""",
        "id: expected " + Id + ", got nothing",
        "unknown"
    )]
    [InlineData(
        """{"id":7,"timestamp":"2026-11-20T10:07Z","type":"trace-create","body":{}}""",
        "id: expected " + Id + ", got 7",
        "unknown"
    )]
    [InlineData(
        """{"id":"","timestamp":"2026-11-20T10:07Z","type":"trace-create","body":{}}""",
        "id: expected " + Id + ", got \"\"",
        ""
    )]
    [InlineData(
        """{"id":"a\r","timestamp":"2026-11-20T10:07Z","type":"trace-create","body":{}}""",
        "id: expected " + Id + ", got \"a\\r\"",
        "a\r"
    )]
    [InlineData("""{"id":"e","type":"trace-create","body":{}}""", "timestamp: expected " + Time + ", got nothing", "e")]
    [InlineData(
        """{"id":"e","timestamp":1795169223,"type":"trace-create","body":{}}""",
        "timestamp: expected " + Time + ", got 1795169223",
        "e"
    )]
    [InlineData(
        """{"id":"e","timestamp":"2026-11-20T10:07","type":"trace-create","body":{}}""",
        "timestamp: expected " + Time + ", got \"2026-11-20T10:07\"",
        "e"
    )]
    [InlineData(
        """{"id":"e","timestamp":"2026-11-20T10:07Z","type":"trace-create"}""",
        "body: expected an object, got nothing",
        "e"
    )]
    [InlineData(
        """{"id":"e","timestamp":"2026-11-20T10:07Z","type":"trace-create","body":"x"}""",
        "body: expected an object, got \"x\"",
        "e"
    )]
    public void A_bad_envelope_says_where(string json, string error, string id)
    {
        var (check, _) = Events.Judge(json);
        Assert.Equal((error, id), (check.Error, check.Id));
    }

    [Theory]
    [InlineData("trace-update")]
    [InlineData("agent-update")]
    [InlineData("")]
    public void An_unknown_type_hears_of_those_that_are_known(string type)
    {
        var error = Events.ErrorOf(Events.Of(type, "{}"));
        Assert.StartsWith("type: expected trace-create|score-create|event-create|", error);
        Assert.EndsWith($"|sdk-log, got \"{type}\"", error);
    }

    [Theory]
    [InlineData("trace-create", """{"id":5}""", "id: expected " + Id + ", got 5")]
    [InlineData("trace-create", """{"id":"a\u0000"}""", "id: expected " + Id + ", got \"a\\u0000\"")]
    [InlineData("trace-create", """{"timestamp":"now"}""", "timestamp: expected " + Time + ", got \"now\"")]
    [InlineData("trace-create", """{"name":5}""", "name: expected a string of at most 1000 characters, got 5")]
    [InlineData("trace-create", """{"externalId":5}""", "externalId: expected a string, got 5")]
    [InlineData("trace-create", """{"sessionId":{}}""", "sessionId: expected a string, got {}")]
    [InlineData("trace-create", """{"userId":5}""", "userId: expected a string, got 5")]
    [InlineData("trace-create", """{"release":5}""", "release: expected a string, got 5")]
    [InlineData("trace-create", """{"version":2}""", "version: expected a string, got 2")]
    [InlineData("trace-create", """{"public":"yes"}""", "public: expected true or false, got \"yes\"")]
    [InlineData("trace-create", """{"tags":"a"}""", "tags: expected an array of strings, got \"a\"")]
    [InlineData("trace-create", """{"tags":["a",{"b":[1]},"c"]}""", "tags[1]: expected a string, got {\"b\":[1]}")]
    [InlineData("trace-create", """{"tags":["a",null]}""", "tags[1]: expected a string, got null")]
    [InlineData("trace-create", """{"outputMode":"append"}""", "outputMode: expected replace|merge, got \"append\"")]
    [InlineData("span-create", "{}", "id: expected " + Id + ", got nothing")]
    [InlineData("span-update", """{"id":null}""", "id: expected " + Id + ", got null")]
    [InlineData("span-create", """{"id":""}""", "id: expected " + Id + ", got \"\"")]
    [InlineData("span-create", """{"id":"o","traceId":5}""", "traceId: expected " + Id + ", got 5")]
    [InlineData(
        "span-create",
        """{"id":"o","parentObservationId":5}""",
        "parentObservationId: expected " + Id + ", got 5"
    )]
    [InlineData("event-create", """{"id":"o","name":5}""", "name: expected a string, got 5")]
    [InlineData("event-create", """{"id":"o","startTime":"2026"}""", "startTime: expected " + Time + ", got \"2026\"")]
    [InlineData(
        "event-create",
        """{"id":"o","level":"INFO"}""",
        "level: expected DEBUG|DEFAULT|WARNING|ERROR, got \"INFO\""
    )]
    [InlineData(
        "event-create",
        """{"id":"o","level":"error"}""",
        "level: expected DEBUG|DEFAULT|WARNING|ERROR, got \"error\""
    )]
    [InlineData("event-create", """{"id":"o","statusMessage":{}}""", "statusMessage: expected a string, got {}")]
    [InlineData("event-create", """{"id":"o","version":1}""", "version: expected a string, got 1")]
    [InlineData("span-create", """{"id":"o","endTime":1}""", "endTime: expected " + Time + ", got 1")]
    [InlineData("span-create", """{"id":"o","outputMode":true}""", "outputMode: expected replace|merge, got true")]
    [InlineData(
        "tool-create",
        """{"id":"o","completionStartTime":"x"}""",
        "completionStartTime: expected " + Time + ", got \"x\""
    )]
    [InlineData("tool-create", """{"id":"o","model":5}""", "model: expected a string, got 5")]
    [InlineData("tool-create", """{"id":"o","usage":5}""", "usage: expected an object, got 5")]
    [InlineData("tool-create", """{"id":"o","usage":{"input":1.5}}""", "usage.input: expected an integer, got 1.5")]
    [InlineData("tool-create", """{"id":"o","usage":{"output":"5"}}""", "usage.output: expected an integer, got \"5\"")]
    [InlineData(
        "tool-create",
        """{"id":"o","usage":{"totalTokens":true}}""",
        "usage.totalTokens: expected an integer, got true"
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","usage":{"totalCost":"5"}}""",
        "usage.totalCost: expected a number, got \"5\""
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","usage":{"unit":"tokens"}}""",
        "usage.unit: expected CHARACTERS|TOKENS|MILLISECONDS|SECONDS|IMAGES|REQUESTS, got \"tokens\""
    )]
    [InlineData("tool-create", """{"id":"o","usageDetails":[1]}""", "usageDetails: expected an object, got [1]")]
    [InlineData("tool-create", """{"id":"o","costDetails":0.1}""", "costDetails: expected an object, got 0.1")]
    [InlineData("tool-create", """{"id":"o","modelParameters":[]}""", "modelParameters: expected an object, got []")]
    [InlineData(
        "tool-create",
        """{"id":"o","modelParameters":{"a":{"b":{}}}}""",
        "modelParameters.a: expected a string, a number, true, false, null, an array of strings or an object of strings, got {\"b\":{}}"
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","modelParameters":{"a":["b",1]}}""",
        "modelParameters.a: expected a string, a number, true, false, null, an array of strings or an object of strings, got [\"b\",1]"
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","promptName":"p"}""",
        "promptVersion: promptName and promptVersion must come together, or neither of them"
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","promptVersion":3}""",
        "promptName: promptName and promptVersion must come together, or neither of them"
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","promptName":"p","promptVersion":"3"}""",
        "promptVersion: expected an integer, got \"3\""
    )]
    [InlineData(
        "tool-create",
        """{"id":"o","promptName":"p","promptVersion":1.5}""",
        "promptVersion: expected an integer, got 1.5"
    )]
    [InlineData("observation-create", """{"id":"o"}""", "type: expected GENERATION|SPAN|EVENT, got nothing")]
    [InlineData(
        "observation-create",
        """{"id":"o","type":"AGENT"}""",
        "type: expected GENERATION|SPAN|EVENT, got \"AGENT\""
    )]
    [InlineData(
        "observation-create",
        """{"id":"o","type":"SPAN","modelParameters":{"a":["b"]}}""",
        "modelParameters.a: expected a string, a number, true or false, got [\"b\"]"
    )]
    [InlineData("sdk-log", "{}", "log: expected a value, got nothing")]
    public void A_bad_member_says_what_is_expected(string type, string body, string error) =>
        Assert.Equal("body." + error, Events.ErrorOf(Events.Of(type, body)));

    [Fact]
    public void Langfuse_keeps_dataset_run_items_to_itself() =>
        Assert.Equal(
            "Dataset run item creation is only allowed for internal usage",
            Events.ErrorOf(Events.Of("dataset-run-item-create", """{"id":"x"}"""))
        );

    [Theory]
    [InlineData("trace-create", """{"tags":[],"public":false,"environment":{"any":1},"metadata":"text","input":[]}""")]
    [InlineData("trace-create", """{"outputMode":"merge","output":{"a":1}}""")]
    [InlineData("span-create", """{"id":"o","traceId":"","parentObservationId":"","environment":5}""")]
    [InlineData("generation-create", """{"id":"o","usage":{},"usageDetails":{},"costDetails":{}}""")]
    [InlineData(
        "generation-create",
        """{"id":"o","usage":{"promptTokens":5.0,"completionTokens":null,"totalTokens":1e1}}"""
    )]
    [InlineData("generation-create", """{"id":"o","usage":{"input":-1,"unit":"TOKENS","inputCost":0.1,"more":[]}}""")]
    [InlineData(
        "generation-create",
        """{"id":"o","usageDetails":{"input":-1,"x":"7","y":{},"z":1.5},"costDetails":{"total":-1,"x":"y"}}"""
    )]
    [InlineData(
        "generation-create",
        """{"id":"o","modelParameters":{"t":0.5,"s":["a"],"m":{"k":"v"},"n":null,"b":true,"e":[]}}"""
    )]
    [InlineData("generation-create", """{"id":"o","promptName":"p","promptVersion":3.0}""")]
    [InlineData("generation-create", """{"id":"o","level":"ERROR","endTime":"0001-01-01T00:00:00Z"}""")]
    public void What_Langfuse_tolerates_is_tolerated(string type, string body) =>
        Assert.Null(Events.ErrorOf(Events.Of(type, body)));

    [Fact]
    public void Long_names_and_ids_have_their_limits()
    {
        Assert.Null(
            Events.ErrorOf(
                Events.Of("trace-create", $$"""{"id":"{{new string('i', 800)}}","name":"{{new string('n', 1000)}}"}""")
            )
        );
        var error = Events.ErrorOf(
            Events.Of("trace-create", $$"""{"id":"{{new string('i', 801)}}","name":"{{new string('ä', 1001)}}"}""")
        );
        Assert.Equal(
            $"body.id: expected {Id}, got \"{new string('i', 59)}…; "
                + $"body.name: expected a string of at most 1000 characters, got \"{new string('ä', 29)}…",
            error
        );
    }

    [Fact]
    public void Of_many_complaints_the_first_are_told()
    {
        var error = Events.ErrorOf(Events.Of("trace-create", """{"tags":[1,2,3,4,5,6,7]}"""));
        Assert.Equal(5, error!.Split("expected a string").Length - 1);
        Assert.EndsWith("; and 2 more", error);
    }
}
