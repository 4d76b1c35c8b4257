using System.Text.Json;

namespace Clew.Tests.Api;

public sealed class TotalsTests
{
    const string Totals = "/api/v1/totals";

    /// <summary>Three traces of two sessions: two that completed and one that failed.</summary>
    static async Task<ApiFixture> WithTracesAsync()
    {
        var api = ApiFixture.WithAllDialects();
        await api.SendSpansAsync(
            Span(1, 1, "2026-11-20T22:59:59Z", 2, "gpt-4o", "s1", "anna", [("user", "Hi")], "Hello!"),
            Span(
                2,
                2,
                "2026-11-20T23:00:00Z",
                4,
                "gpt-4o",
                "s1",
                "anna",
                [("system", "Be kind"), ("user", "Hi"), ("assistant", "Hello!"), ("user", "And now?")],
                "Now this."
            ),
            Span(3, 3, "2026-11-21T10:00:00Z", 6, "claude", "s2", "bob", [("user", "Boom")], null)
        );
        return api;
    }

    [Fact]
    public async Task TracesAreCounted()
    {
        await using var api = await WithTracesAsync();
        var answer = await AskAsync(api, "");
        Assert.Equal(3, answer.GetProperty("all").GetProperty("values")[0].GetDouble());
        Assert.True(answer.GetProperty("exact").GetBoolean());
    }

    [Fact]
    public async Task TracesAreGroupedByStatus()
    {
        await using var api = await WithTracesAsync();
        Assert.Equal("completed:2 failed:1", Rows(await AskAsync(api, "?group=status")));
        Assert.Equal("failed:1 completed:2", Rows(await AskAsync(api, "?group=status&order=count.asc")));
    }

    [Fact]
    public async Task OnlyWhatFitsTheQueryIsAddedUp()
    {
        await using var api = await WithTracesAsync();
        Assert.Equal("completed:2", Rows(await AskAsync(api, "?group=status&q=user:anna")));
        Assert.Equal(
            "claude:1",
            Rows(
                await AskAsync(api, "?subject=spans&group=model&q=trace.start:2026-11-21+-model:gpt*&tz=Europe/Berlin")
            )
        );
    }

    [Theory]
    [InlineData(Totals)]
    [InlineData("/api/v1/sessions")]
    [InlineData("/api/v1/users")]
    public async Task AQueryThatMeansNothingIsToldWhere(string path)
    {
        await using var api = await WithTracesAsync();
        var (status, answer) = await api.AskAsync(path, "?q=user:anna+tokns>1");
        Assert.Equal((400, "bad_query"), (status, answer.GetProperty("code").GetString()));
        Assert.Equal((10, 5), (Int(answer.GetProperty("position")), Int(answer.GetProperty("length"))));
        (status, answer) = await api.AskAsync(path, "?q=user:anna&tz=Nowhere/Else");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task SessionsAndUsersAreThoseOfTracesThatFit()
    {
        await using var api = await WithTracesAsync();
        var (_, sessions) = await api.AskAsync("/api/v1/sessions", "?q=status:completed");
        var session = Assert.Single(sessions.GetProperty("sessions").EnumerateArray());
        Assert.Equal("s1", session.GetProperty("id").GetString());
        var (_, users) = await api.AskAsync("/api/v1/users", "?q=status:failed");
        Assert.Equal("bob", Assert.Single(users.GetProperty("users").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task TheLastTraceIsTheFirstOfTheList()
    {
        await using var api = await WithTracesAsync();
        var (_, answer) = await api.AskAsync("/api/v1/traces", "?limit=1");
        Assert.EndsWith(
            "3",
            Assert.Single(answer.GetProperty("traces").EnumerateArray()).GetProperty("id").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DurationsAreAveragedByModelOfCompletedTraces()
    {
        await using var api = await WithTracesAsync();
        var answer = await AskAsync(api, "?group=status,models&measure=avg(latency)");
        Assert.Equal("s", answer.GetProperty("measures")[0].GetProperty("unit").GetString());
        Assert.Equal("failed/claude:6 completed/gpt-4o:3", Rows(answer));
    }

    [Fact]
    public async Task DaysAreThoseOfTheViewerAndEmptyOnesAreThere()
    {
        await using var api = await WithTracesAsync();
        var answer = await AskAsync(
            api,
            "?bucket=day&tz=Europe/Berlin&from=2026-11-19T23:00:00Z&to=2026-11-22T23:00:00Z&measure=count,sum(totalTokens)"
        );
        Assert.Equal("[[1,30],[2,60],[0,null]]", answer.GetProperty("all").GetProperty("buckets").GetRawText());
        Assert.Equal("1795129200000000000", answer.GetProperty("bucketsUnixNano")[0].GetString());
    }

    [Fact]
    public async Task GroupsBeyondTheLimitAreSummed()
    {
        await using var api = await WithTracesAsync();
        var answer = await AskAsync(api, "?subject=spans&group=model&limit=1&measure=count,tokens");
        Assert.Equal("gpt-4o:2", Rows(answer));
        Assert.Equal(
            (1, 1),
            (
                Int(answer.GetProperty("other").GetProperty("groups")),
                Int(answer.GetProperty("other").GetProperty("values")[0])
            )
        );
    }

    [Theory]
    [InlineData("?subject=dogs", "subject is 'dogs'")]
    [InlineData("?measure=sum(name)", "name is no number")]
    [InlineData("?measure=mean(cost)", "There is no measure 'mean(cost)'")]
    [InlineData("?measure=sum(cost", "has no closing bracket")]
    [InlineData("?group=colour", "There is no field 'colour'")]
    [InlineData("?group=latency", "latency makes no groups")]
    [InlineData("?group=name,user,session,release", "group has 4 fields; at most 3")]
    [InlineData("?group=name&order=cost", "order is 'cost'; it must be one of the measures asked for (count)")]
    [InlineData("?bucket=fortnight", "bucket is 'fortnight'; write minute, hour")]
    [InlineData("?bucket=day&tz=Mars/Base", "tz is 'Mars/Base'")]
    [InlineData("?bucket=1s&from=0&to=1763600000000000000", "more than 10000 buckets")]
    [InlineData("?limit=0", "limit is '0'; it must be a number from 1 to 1000")]
    [InlineData("?from=yesterday", "from is 'yesterday'")]
    [InlineData("?exact=maybe", "exact is 'maybe'")]
    [InlineData("?subject=spans&measure=sum(trace.cost)", "would be counted once for each row")]
    [InlineData("?measure=avg(score.quality)", "ask for scores")]
    public async Task WhatCannotBeAskedIsSaid(string query, string said)
    {
        await using var api = ApiFixture.WithAllDialects();
        var (status, answer) = await api.AskAsync(Totals, query);
        Assert.Equal(400, status);
        Assert.Contains(said, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionsAndUsersAreListedWithTheirTotals()
    {
        await using var api = await WithTracesAsync();
        var (_, sessions) = await api.AskAsync("/api/v1/sessions", "?limit=1");
        var first = sessions.GetProperty("sessions")[0];
        Assert.Equal(("s2", 1), (first.GetProperty("id").GetString(), Int(first.GetProperty("errorCount"))));
        (_, sessions) = await api.AskAsync("/api/v1/sessions", "?limit=1&cursor=" + sessions.GetProperty("nextCursor"));
        var second = sessions.GetProperty("sessions")[0];
        Assert.Equal(
            ("s1", 2, 60),
            (
                second.GetProperty("id").GetString(),
                Int(second.GetProperty("traceCount")),
                Int(second.GetProperty("usage").GetProperty("totalTokens"))
            )
        );
        Assert.Equal(JsonValueKind.Null, sessions.GetProperty("nextCursor").ValueKind);
        var (_, users) = await api.AskAsync("/api/v1/users", "?order=traces");
        Assert.Equal(
            "anna:1 bob:1",
            string.Join(
                ' ',
                users
                    .GetProperty("users")
                    .EnumerateArray()
                    .Select(u => $"{u.GetProperty("id")}:{u.GetProperty("sessionCount")}")
            )
        );
        Assert.Equal(400, (await api.AskAsync("/api/v1/users", "?order=name")).Status);
        Assert.Equal(400, (await api.AskAsync("/api/v1/users", "?cursor=x")).Status);
    }

    [Fact]
    public async Task AConversationRepeatsNothing()
    {
        await using var api = await WithTracesAsync();
        const string Pattern = "/api/v1/sessions/{sessionId}/conversation";
        var (_, answer) = await api.AskAsync(Pattern, "", ("sessionId", "s1"));
        Assert.Equal(
            "user: Hi → assistant: Hello! | user: And now? → assistant: Now this.",
            string.Join(" | ", answer.GetProperty("turns").EnumerateArray().Select(Turn))
        );
        var (_, page) = await api.AskAsync(Pattern, "?limit=1&cursor=1", ("sessionId", "s1"));
        Assert.StartsWith(
            "user: And",
            Turn(Assert.Single(page.GetProperty("turns").EnumerateArray())),
            StringComparison.Ordinal
        );
        Assert.Equal(404, (await api.AskAsync(Pattern, "", ("sessionId", "none"))).Status);
    }

    [Fact]
    public async Task ASessionIsItsTracesInOrder()
    {
        await using var api = await WithTracesAsync();
        var (_, answer) = await api.AskAsync("/api/v1/sessions/{sessionId}", "?limit=1", ("sessionId", "s1"));
        Assert.Equal(2, Int(answer.GetProperty("session").GetProperty("traceCount")));
        Assert.EndsWith(
            "1",
            Assert.Single(answer.GetProperty("traces").EnumerateArray()).GetProperty("id").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("1", answer.GetProperty("nextCursor").GetString());
        Assert.Equal(404, (await api.AskAsync("/api/v1/sessions/{sessionId}", "", ("sessionId", "none"))).Status);
    }

    static string Turn(JsonElement turn) => $"{Said(turn.GetProperty("input"))} → {Said(turn.GetProperty("output"))}";

    static string Said(JsonElement messages) =>
        string.Join(
            ", ",
            messages
                .EnumerateArray()
                .Select(m => $"{m.GetProperty("role")}: {m.GetProperty("parts")[0].GetProperty("text")}")
        );

    static async Task<JsonElement> AskAsync(ApiFixture api, string query)
    {
        var (status, answer) = await api.AskAsync(Totals, query);
        Assert.True(status == 200, answer.ToString());
        return answer;
    }

    static int Int(JsonElement number) => number.GetInt32();

    static string Rows(JsonElement answer) =>
        string.Join(
            ' ',
            answer
                .GetProperty("rows")
                .EnumerateArray()
                .Select(r =>
                    $"{string.Join('/', r.GetProperty("key").EnumerateArray().Select(k => k.GetString()))}:{r.GetProperty("values")[0]}"
                )
        );

    static string Span(
        int trace,
        int span,
        string start,
        int seconds,
        string model,
        string session,
        string user,
        (string Role, string Text)[] input,
        string? output
    )
    {
        var from =
            (
                DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture)
                - DateTimeOffset.UnixEpoch
            ).Ticks * 100;
        var to = from + (seconds * 1_000_000_000L);
        var attributes = new List<string>
        {
            Text("gen_ai.operation.name", "chat"),
            Text("gen_ai.request.model", model),
            Text("session.id", session),
            Text("user.id", user),
            Text("gen_ai.input.messages", MessagesOf(input)),
            """{"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}}""",
            """{"key":"gen_ai.usage.output_tokens","value":{"intValue":"10"}}""",
        };
        if (output is not null)
        {
            attributes.Add(Text("gen_ai.output.messages", MessagesOf([("assistant", output)])));
        }

        var status = output is null ? ",\"status\":{\"code\":2,\"message\":\"boom\"}" : "";
        return $$$"""
            {"traceId":"{{{trace:x32}}}","spanId":"{{{span:x16}}}","name":"turn","startTimeUnixNano":"{{{from}}}",
             "endTimeUnixNano":"{{{to}}}","attributes":[{{{string.Join(',', attributes)}}}]{{{status}}} }
            """;
    }

    static string Text(string key, string value) =>
        $$$"""{"key":"{{{key}}}","value":{"stringValue":{{{JsonSerializer.Serialize(value)}}} } }""";

    static string MessagesOf((string Role, string Text)[] messages) =>
        JsonSerializer.Serialize(
            messages.Select(m => new { role = m.Role, parts = new[] { new { type = "text", content = m.Text } } })
        );
}
