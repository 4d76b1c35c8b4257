using System.Text.Json;
using Clew.Dialects;

namespace Clew.Tests.Api;

/// <summary>Lists by a query, and what the API says of the language.</summary>
public sealed class QueryApiTests : IAsyncLifetime
{
    const string Trace = "0000000000000000000000000000000a";
    readonly ApiFixture api = ApiFixture.WithAllDialects();

    public async Task InitializeAsync()
    {
        await api.SendSpansAsync(
            Span(Trace, "1", "root", null, 1_000_000_000, 9_000_000_000),
            Span(
                Trace,
                "3",
                "get_weather",
                "1",
                5_000_000_000,
                6_000_000_000,
                ("gen_ai.operation.name", "execute_tool"),
                ("gen_ai.tool.name", "get_weather")
            ),
            Span(
                Trace,
                "2",
                "chat",
                "1",
                2_000_000_000,
                3_000_000_000,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.request.model", "gpt-4o-mini")
            ),
            Span("0000000000000000000000000000000b", "4", "other", null, 20_000_000_000, 21_000_000_000)
        );
    }

    public async Task DisposeAsync() => await api.DisposeAsync();

    static string Span(
        string trace,
        string id,
        string name,
        string? parent,
        long start,
        long end,
        params (string Key, string Value)[] attributes
    )
    {
        var list = string.Join(
            ',',
            attributes.Select(a => $$$"""{"key":"{{{a.Key}}}","value":{"stringValue":"{{{a.Value}}}"}}""")
        );
        return $$"""
            {"traceId":"{{trace}}","spanId":"{{id.PadLeft(16, '0')}}","name":"{{name}}",
             "parentSpanId":"{{parent?.PadLeft(16, '0')}}","startTimeUnixNano":"{{start}}","endTimeUnixNano":"{{end}}",
             "attributes":[{{list}}]}
            """;
    }

    async Task<JsonElement> Ok(string path, string query, params (string, string?)[] route)
    {
        var (status, answer) = await api.AskAsync(path, query, route);
        Assert.True(status == 200, answer.GetRawText());
        return answer;
    }

    static string Names(JsonElement list, string member, string of = "name") =>
        string.Join(' ', list.GetProperty(member).EnumerateArray().Select(item => item.GetProperty(of).GetString()));

    [Fact]
    public async Task TracesAreListedByAQuery()
    {
        const string Path = "/api/v1/traces";
        Assert.Equal("root", Names(await Ok(Path, "?q=tool:get_weather"), "traces"));
        Assert.Equal("", Names(await Ok(Path, "?q=span(tool:get_weather%20model:*)"), "traces"));
        var all = await Ok(Path, "?count=true&limit=1");
        Assert.Equal(("other", 2), (Names(all, "traces"), all.GetProperty("total").GetInt32()));
        var next = all.GetProperty("nextCursor").GetString();
        var rest = await Ok(Path, $"?limit=1&cursor={next}");
        Assert.Equal(("root", JsonValueKind.Null), (Names(rest, "traces"), rest.GetProperty("nextCursor").ValueKind));
        var slowest = await Ok(Path, "?order=-duration&limit=1");
        Assert.Equal("root", Names(slowest, "traces"));
        next = slowest.GetProperty("nextCursor").GetString();
        Assert.Equal("other", Names(await Ok(Path, $"?order=-duration&cursor={next}"), "traces"));
        Assert.Equal(400, (await api.AskAsync(Path, $"?cursor={next}")).Status);
        Assert.Equal("root", Names(await Ok(Path, "?to=10000000000&q=*"), "traces"));
    }

    [Fact]
    public async Task SpansAreListedByAQuery()
    {
        const string Path = "/api/v1/spans";
        var list = await Ok(Path, "?q=trace.name:root%20-is:root&count=true");
        Assert.Equal(("get_weather chat", 2), (Names(list, "spans"), list.GetProperty("total").GetInt32()));
        Assert.Equal("root root", Names(list, "spans", "traceName"));
        var first = await Ok(Path, "?limit=3");
        var next = first.GetProperty("nextCursor").GetString();
        Assert.Equal("root", Names(await Ok(Path, $"?cursor={next}"), "spans"));
        Assert.Equal("root other", Names(await Ok(Path, "?order=-latency&q=is:root"), "spans"));
    }

    [Fact]
    public async Task ValuesAndKeysOfAttributesAreThoseThatWereSent()
    {
        const string Path = "/api/v1/fields/{name}/values";
        var values = await Ok(Path, "?subject=span", ("name", "attr.gen_ai.operation.name"));
        Assert.Equal("chat execute_tool", Names(values, "values", "value"));
        values = await Ok(Path, "?subject=span&q=type:tool", ("name", "attr.gen_ai.operation.name"));
        Assert.Equal("execute_tool", Names(values, "values", "value"));
        var keys = await Ok(Path, "?subject=trace&prefix=tool", ("name", "attr"));
        Assert.Equal("gen_ai.tool.name", Names(keys, "values", "value"));
    }

    [Fact]
    public async Task SpansOfOneTraceComeInTheOrderOfItsSkeleton()
    {
        var found = await Ok("/api/v1/traces/{traceId}/spans", "?q=type:tool%20or%20model:gpt*", ("traceId", Trace));
        Assert.Equal(
            "0000000000000002 0000000000000003",
            string.Join(' ', found.GetProperty("spans").EnumerateArray().Select(id => id.GetString()))
        );
        Assert.Equal(404, (await api.AskAsync("/api/v1/traces/{traceId}/spans", "", ("traceId", "none"))).Status);
    }

    [Theory]
    [InlineData("/api/v1/traces")]
    [InlineData("/api/v1/spans")]
    [InlineData("/api/public/traces")]
    [InlineData("/api/public/observations")]
    public async Task AMistakeIsAProblemWithAPlace(string path)
    {
        var (status, problem) = await api.AskAsync(path, "?q=user:42%20tokns%3E5");
        Assert.Equal((400, "bad_query"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(
            (8, 5, "tokens"),
            (
                problem.GetProperty("position").GetInt32(),
                problem.GetProperty("length").GetInt32(),
                problem.GetProperty("suggestion").GetString()
            )
        );
        Assert.Equal(400, (await api.AskAsync(path, "?q=*&tz=Nowhere")).Status);
    }

    [Fact]
    public async Task LangfusesListsTakeAQueryBesideTheirOwnFilters()
    {
        Assert.Equal("root", Names(await Ok("/api/public/traces", "?q=tool:*"), "data"));
        Assert.Equal("", Names(await Ok("/api/public/traces", "?q=tool:*&name=other"), "data"));
        Assert.Equal("chat", Names(await Ok("/api/public/observations", "?q=model:gpt*"), "data"));
    }

    [Theory]
    [InlineData("trace", "tool", "span")]
    [InlineData("span", "trace.name", "trace")]
    [InlineData("score", "value", "score")]
    public async Task FieldsAreListed(string subject, string field, string of)
    {
        var list = await Ok("/api/v1/fields", $"?subject={subject}");
        var shape = list.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == field);
        Assert.Equal(of, shape.GetProperty("of").GetString());
        Assert.NotEmpty(shape.GetProperty("operators").EnumerateArray());
    }

    [Theory]
    [InlineData("trace", "tool", "span", "get_weather")]
    [InlineData("trace", "name", "trace", "other root")]
    [InlineData("span", "model", "span", "gpt-4o-mini")]
    [InlineData("span", "type", "span", "span generation tool")]
    public async Task CommonValuesAreListed(string subject, string field, string of, string values)
    {
        var list = await Ok("/api/v1/fields/{name}/values", $"?subject={subject}", ("name", field));
        Assert.Equal((of, values), (list.GetProperty("of").GetString(), Names(list, "values", "value")));
        Assert.Equal(of == "span" ? 4 : 2, list.GetProperty("lookedAt").GetInt32());
    }

    [Fact]
    public async Task AQueryIsChecked()
    {
        var good = await Ok("/api/v1/query", "?q=tokens%3E2k");
        Assert.Equal("totalTokens>2000", good.GetProperty("text").GetString());
        var bad = await Ok("/api/v1/query", "?q=tokens%3E&subject=span");
        Assert.Equal(7, bad.GetProperty("error").GetProperty("position").GetInt32());
    }
}
