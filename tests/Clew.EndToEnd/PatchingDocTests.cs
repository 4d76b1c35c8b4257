using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Every command of docs/patching.md, as it stands there; its C# is in <see cref="PatchingExamples"/>.</summary>
public sealed partial class PatchingDocTests : IAsyncLifetime, IDisposable
{
    const string Page = "patching.md";

    /// <summary>What is on the server after each command of the page; null for a trace id that the command made up.</summary>
    static readonly Dictionary<string, (string? Trace, string Members)[]> Ends = new()
    {
        ["HTTP"] = [("trace-123", """{"output":{"result":"success","value":42}}""")],
        ["Inline JSON"] = [("trace-123", """{"output":{"result":"success","value":42}}""")],
        ["Text"] = [("trace-123", """{"output":"Operation completed successfully"}""")],
        ["From a file"] = [("trace-123", """{"output":{"result":"from a file"}}""")],
        ["From a pipe"] = [("trace-123", """{"output":{"result":"from a pipe"}}""")],
        ["What is JSON"] = [("trace-123", """{"output":[{"id":1},{"id":2}]}""")],
        ["What is JSON (2)"] = [("trace-123", """{"output":42}""")],
        ["From an AI assistant"] = [("trace-id-123", """{"output":{"result":"success","data":{"items":[1,2]}}}""")],
        ["1. A result that comes later"] =
        [
            (
                null,
                """{"name":"Data Processing","userId":"john","output":{"status":"completed","processed_items":1000,"duration_ms":5432}}"""
            ),
        ],
        ["2. Progress"] =
        [
            (
                null,
                """{"name":"Multi-step Process","output":{"step":3,"status":"completed","result":"success","duration":1234}}"""
            ),
        ],
        ["3. An answer that streams"] =
        [
            (
                "answer-1",
                """{"name":"LLM Query","input":{"query":"What is AI?"},"output":"AI is what machines do with data."}"""
            ),
        ],
        ["4. Putting an error right"] =
        [
            ("trace-abc-123", """{"name":"Calculation","output":{"result":42,"corrected":true}}"""),
        ],
        ["5. A pipeline that adds"] =
        [
            (
                "pipeline-trace-001",
                """{"name":"Data Pipeline","input":{"raw_data":[3,1,2]},"output":{"stage":"completed","valid":true,"count":3,"final_data":[1,2,3]}}"""
            ),
        ],
        ["More patterns"] = [("trace-123", """{"output":{"status":"complete"}}""")],
        ["What a patch does"] = [("trace-123", """{"output":{"result":42}}""")],
        ["What a patch does (2)"] =
        [
            ("trace-123", """{"output":{"steps":["read","write"],"counts":{"rows":10,"errors":0},"note":"b"}}"""),
        ],
        ["Errors"] = [],
        ["Errors (2)"] = [("trace-123", """{"output":"{invalid json}"}""")],
        ["Errors (3)"] = [("nonexistent-id", """{"output":"output"}""")],
        ["Errors (4)"] = [],
        ["Errors (5)"] = [],
        ["Errors (6)"] = [],
        ["Errors (7)"] = [],
        ["The patch does not appear"] = [("trace-123", """{"output":"data"}""")],
        ["Commands fail silently"] = [("trace-id", """{"output":"data"}""")],
        ["Related commands"] = [("trace-123", """{"name":"With an output","output":{"first":true}}""")],
    };

    readonly Shell shell = new();
    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => shell.Dispose();

    public static TheoryData<string> Commands =>
        [.. DocPage.Read(Page).Where(piece => piece.Language == "bash").Select(piece => piece.Name)];

    [TheoryIfInstalled("bash", "curl")]
    [MemberData(nameof(Commands))]
    public async Task A_command_does_what_the_page_says(string name)
    {
        var piece = DocPage.Read(Page).Single(piece => piece.Language == "bash" && piece.Name == name);
        var (code, output, error) = await shell.RunAsync(piece.Code, server.Http);
        Assert.True(code == piece.ExitCode, $"It ended with {code}: {error}");
        Assert.All(piece.Said, said => Assert.Contains(said, output + error, StringComparison.Ordinal));

        Assert.True(Ends.TryGetValue(name, out var ends), "Say in this test what is there afterwards.");
        var ids = await TracesAsync();
        Assert.Equal(ends.Length, ids.Length);
        foreach (var (trace, members) in ends)
        {
            AssertHas(members, await GetAsync($"/api/public/traces/{trace ?? ids[0]}"));
        }
    }

    [Fact]
    public void Every_end_is_that_of_a_command() => Assert.Empty(Ends.Keys.Except(Commands.Cast<string>()));

    [Fact]
    public void The_C_sharp_of_the_page_is_what_is_compiled_and_run()
    {
        var source = Plain(File.ReadAllText(DocPage.FileOf("tests", "Clew.EndToEnd", "PatchingExamples.cs")));
        var pieces = DocPage.Read(Page).Where(piece => piece.Language == "csharp").ToArray();
        Assert.True(pieces.Length > 5);
        Assert.All(pieces, piece => Assert.Contains(Plain(piece.Code), source, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_page_links_to_is_there() =>
        Assert.All(
            Link().Matches(File.ReadAllText(DocPage.FileOf("docs", Page))),
            link => Assert.True(File.Exists(DocPage.FileOf("docs", link.Groups[1].Value)), link.Value)
        );

    async Task<string[]> TracesAsync() =>
        [
            .. (await GetAsync("/api/public/traces"))
                .GetProperty("data")
                .EnumerateArray()
                .Select(trace => trace.GetProperty("id").GetString()!),
        ];

    async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement;

    static void AssertHas(string members, JsonElement trace)
    {
        foreach (var member in JsonDocument.Parse(members).RootElement.EnumerateObject())
        {
            var value = trace.GetProperty(member.Name);
            Assert.True(JsonElement.DeepEquals(member.Value, value), $"{member.Name} is {value.GetRawText()}");
        }
    }

    /// <summary>Without the layout, which is another at each depth.</summary>
    static string Plain(string code) => Blanks().Replace(code, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\]\(([a-z]+\.md)[^)]*\)")]
    private static partial Regex Link();
}
