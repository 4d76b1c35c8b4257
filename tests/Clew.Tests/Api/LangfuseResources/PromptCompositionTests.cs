using System.Text.Json;

namespace Clew.Tests.Api.LangfuseResources;

/// <summary>Prompts that take in others.</summary>
public sealed class PromptCompositionTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    readonly string name = "c" + Guid.NewGuid().ToString("N");

    static string Tag(string of, string by) => $"@@@langfusePrompt:name={of}|{by}@@@";

    Task<JsonElement> Create(string of, object prompt, string type = "text") =>
        server.PostAsync(
            "v2/prompts",
            new
            {
                name = name + of,
                prompt,
                type,
                labels = new[] { "production" },
            },
            201
        );

    Task<(int Status, string? Error, string? Message)> Refused(string of, string prompt) =>
        server.ErrorAsync("POST", "v2/prompts", JsonSerializer.Serialize(new { name = name + of, prompt }));

    [Fact]
    public async Task TagsAreReplacedAlsoInPartsAndInMessages()
    {
        var inner = await Create("-inner", "in \"$1\" ☔");
        var middle = await Create("-middle", $"[{Tag(name + "-inner", "version=1")}]");
        var outer = await Create(
            "-outer",
            new[]
            {
                new
                {
                    role = "user",
                    content = $"a {Tag(name + "-middle", "label=production")} b {Tag(name + "-middle", "label=production")} @@@langfusePrompt:oops@@@",
                },
            },
            "chat"
        );
        Assert.Contains(
            "@@@langfusePrompt:name=",
            outer.GetProperty("prompt")[0].GetProperty("content").GetString(),
            StringComparison.Ordinal
        );
        var shown = await server.GetAsync($"v2/prompts/{name}-outer");
        Assert.Equal(
            "a [in \"$1\" ☔] b [in \"$1\" ☔] @@@langfusePrompt:oops@@@",
            shown.GetProperty("prompt")[0].GetProperty("content").GetString()
        );
        string Id(JsonElement prompt) => prompt.GetProperty("id").GetString()!;
        Assert.Equal(
            $$$"""{"root":{"id":"{{{Id(outer)}}}","name":"{{{name}}}-outer","version":1},"dependencies":{"{{{Id(outer)}}}":[{"id":"{{{Id(middle)}}}","name":"{{{name}}}-middle","version":1}],"{{{Id(middle)}}}":[{"id":"{{{Id(inner)}}}","name":"{{{name}}}-inner","version":1}]}}""",
            shown.GetProperty("resolutionGraph").GetRawText()
        );
        var raw = await server.GetAsync($"v2/prompts/{name}-outer?resolve=false");
        Assert.Equal(outer.GetProperty("prompt").GetRawText(), raw.GetProperty("prompt").GetRawText());
        Assert.Equal(JsonValueKind.Null, raw.GetProperty("resolutionGraph").ValueKind);
    }

    [Fact]
    public async Task WhatCannotBePutTogetherIsRefusedAndMakesNoVersion()
    {
        var tag = Tag(name + "-nobody", "label=production");
        Assert.Equal(
            (400, "InvalidRequestError", $"Prompt dependency not found: {name}-nobody - label production"),
            await Refused("", tag)
        );
        await Create("-chat", Array.Empty<object>(), "chat");
        Assert.EndsWith(
            "is not a text prompt: " + name + "-chat - version 1",
            (await Refused("", Tag(name + "-chat", "version=1"))).Message,
            StringComparison.Ordinal
        );
        await Create("", "plain");
        await Create("-user", Tag(name, "label=production"));
        Assert.StartsWith(
            "Circular dependency",
            (await Refused("", Tag(name + "-user", "version=1"))).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Circular dependency",
            (await Refused("", Tag(name, "version=1"))).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(1, (await server.GetAsync($"v2/prompts/{name}?label=latest")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task NestingHasAnEnd()
    {
        await Create("-0", "end");
        foreach (var i in Enumerable.Range(1, 4))
        {
            await Create($"-{i}", Tag($"{name}-{i - 1}", "version=1"));
        }

        Assert.Equal("end", (await server.GetAsync($"v2/prompts/{name}-4")).GetProperty("prompt").GetString());
        Assert.StartsWith(
            "Maximum nesting depth",
            (await Refused("-5", Tag(name + "-4", "version=1"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatOthersNeedCannotBeDeleted()
    {
        await Create("", "1");
        await Create("", "2");
        await Create("-user", Tag(name, "label=production") + Tag(name, "version=1"));
        Assert.Contains(
            $"{name}-user v1 depends on {name} v1",
            (await server.ErrorAsync("DELETE", $"v2/prompts/{name}?version=1")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{name}-user v1 depends on {name} production",
            (await server.ErrorAsync("DELETE", $"v2/prompts/{name}?version=2")).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(400, (await server.AskAsync("DELETE", $"v2/prompts/{name}")).Status);
        Assert.Equal("21", (await server.GetAsync($"v2/prompts/{name}-user")).GetProperty("prompt").GetString());
        Assert.Equal(204, (await server.AskAsync("DELETE", $"v2/prompts/{name}-user")).Status);
        Assert.Equal(204, (await server.AskAsync("DELETE", $"v2/prompts/{name}")).Status);
    }
}
