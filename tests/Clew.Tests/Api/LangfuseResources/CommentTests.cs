using System.Text.Json;

namespace Clew.Tests.Api.LangfuseResources;

public sealed class CommentTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    async Task<string> Comment(string type, string id, string? author = null) => (
            await server.PostAsync(
                "comments",
                new
                {
                    projectId = "default",
                    objectType = type,
                    objectId = id,
                    content = " why? ",
                    authorUserId = author,
                }
            )
        ).GetProperty("id").GetString()!;

    async Task<string> Ids(string query) =>
        string.Join(
            ' ',
            (await server.GetAsync("comments?" + query))
                .GetProperty("data")
                .EnumerateArray()
                .Select(c => c.GetProperty("id").GetString())
        );

    [Fact]
    public async Task CommentsAreFoundByWhatTheyAreAboutAndByWhom()
    {
        var trace = await Comment("TRACE", "t/1");
        var other = await Comment("TRACE", "t/1/2", "ann");
        var session = await Comment("SESSION", "t/1", "ann");
        Assert.Equal(trace, await Ids("objectType=TRACE&objectId=t/1"));
        Assert.Equal(new HashSet<string> { trace, other }, (await Ids("objectType=TRACE")).Split(' ').ToHashSet());
        Assert.Equal(new HashSet<string> { session, other }, (await Ids("authorUserId=ann")).Split(' ').ToHashSet());
        Assert.Equal(session, await Ids("authorUserId=ann&objectType=SESSION"));
        var shown = await server.GetAsync("comments/" + other);
        Assert.Equal(
            ["TRACE", "t/1/2", "why?", "ann", "default"],
            new[] { "objectType", "objectId", "content", "authorUserId", "projectId" }.Select(m =>
                shown.GetProperty(m).GetString()
            )
        );
        Assert.Equal(404, (await server.ErrorAsync("GET", "comments/" + other, null, "other")).Status);
    }

    [Fact]
    public async Task WhatIsWrongIsNamed()
    {
        Assert.Equal(
            "objectType: objectType is missing.\ncontent: content is missing.\nobjectId: objectId is missing.",
            string.Join(
                '\n',
                (await server.IssuesAsync("POST", "comments", "{}"))
                    .Split('\n')
                    .OrderBy(l => l == "objectId: objectId is missing.")
            )
        );
        var issues = await server.IssuesAsync(
            "POST",
            "comments",
            JsonSerializer.Serialize(
                new
                {
                    objectType = "trace",
                    objectId = "x",
                    content = new string('x', 5001),
                }
            )
        );
        Assert.Contains(
            "objectType: objectType must be one of TRACE, OBSERVATION, SESSION, PROMPT.",
            issues,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "content: content has 5001 characters; at most 5000 are possible.",
            issues,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "objectType: objectType is required when objectId is provided.",
            await server.IssuesAsync("GET", "comments?objectId=x")
        );
        Assert.Equal(
            (403, "ForbiddenError", "This key opens the project 'default', not 'other'."),
            await server.ErrorAsync(
                "POST",
                "comments",
                """{"projectId":"other","objectType":"TRACE","objectId":"x","content":"y"}"""
            )
        );
    }
}
