using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>Pages, projects, ids, records: what has little to do with merging.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task PagesShowEveryTraceOnceNewestFirst()
    {
        foreach (var i in Enumerable.Range(0, 25))
        {
            await Append(Say.Span($"trace-{i}", "root", null, 1000 + (i / 3), 5000));
        }

        var seen = new List<TraceRow>();
        for (TraceCursor? after = null; ; )
        {
            var page = await Store.ListTracesAsync(new("default", null, null, 4, after), None);
            seen.AddRange(page.Traces);
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(25, seen.Select(t => t.TraceId).Distinct().Count());
        Assert.Equal(25, seen.Count);
        Assert.Equal(seen.Select(t => t.StartNano).OrderDescending(), seen.Select(t => t.StartNano));
        var middle = await Store.ListTracesAsync(new("default", 1002, 1004, 50, null), None);
        Assert.Equal(6, middle.Traces.Count);
    }

    [Fact]
    public async Task ProjectsSeeNothingOfEachOther()
    {
        Assert.True(await Projects.CreateProjectAsync(new("other", "Other", 1), None));
        Assert.False(await Projects.CreateProjectAsync(new("other", "Again", 2), None));
        await Store.AppendAsync(Say.Batch([Say.Span(T, "x").That(Field.InputTokens, 5)], "other"), None);
        await Append(Say.Span(T, "y"));
        Assert.Equal("y", (await Trace()).Name);
        Assert.Equal(1, (await Trace()).SpanCount);
        Assert.Equal("x", (await Store.FindTraceAsync("other", Say.Trace(T), None))!.Name);
        await Assert.ThrowsAsync<UnknownProjectException>(() =>
            Store.AppendAsync(Say.Batch([Say.Span(T, "x")], "nobody"), None)
        );
        Assert.Null(await Store.FindTraceAsync("nobody", Say.Trace(T), None));
        Assert.Equal(["default", "other"], (await Projects.ListProjectsAsync(None)).Select(p => p.Id));
    }

    [Fact]
    public async Task KeysAreListedAndRevokedForEver()
    {
        await Projects.CreateKeyAsync(new("pk-1", "hash1", "default", "mine", 1, null), None);
        await Projects.CreateKeyAsync(new("pk-2", "hash2", "default", null, 2, null), None);
        await Assert.ThrowsAsync<UnknownProjectException>(() =>
            Projects.CreateKeyAsync(new("pk-3", "h", "nobody", null, 3, null), None)
        );
        Assert.True(await Projects.RevokeKeyAsync("pk-1", 99, None));
        Assert.False(await Projects.RevokeKeyAsync("pk-1", 100, None));
        Assert.False(await Projects.RevokeKeyAsync("pk-9", 100, None));
        Assert.Equal(
            [new("pk-1", "hash1", "default", "mine", 1, 99), new("pk-2", "hash2", "default", null, 2, null)],
            await Projects.ListKeysAsync("default", None)
        );
    }

    [Fact]
    public async Task IdsOfEveryKindLiveSideBySide()
    {
        string[] ids =
        [
            T,
            "trace-123",
            "7d9f1c9e-2f0b-4b55-9d5e-3f1f0e6f3c11",
            "trace_1763640000000_ab12",
            "日本/%20 x",
        ];
        foreach (var id in ids)
        {
            await Append(
                Say.Span(id, "span-" + id, "a parent"),
                Say.Span(id, "00f067aa0ba902b7", "span-" + id, 1100, 1200)
            );
        }

        foreach (var id in ids)
        {
            Assert.Equal("span-" + id, (await Trace(id)).Name);
            Assert.Equal("span-" + id, (await Span("00f067aa0ba902b7", id)).ParentId.ToString());
            Assert.Equal(id, (await Trace(id)).TraceId.ToString());
            Assert.Single(await Records("span-" + id, id));
        }
    }

    [Fact]
    public async Task RecordsComeBackByteForByteInOrder()
    {
        var sayings = Enumerable.Range(0, 50).Select(i => Say.Span(T, $"s{i}", null, 1000 + i)).ToArray();
        await Append(sayings[..30]);
        await Append(sayings[30..]);
        var records = await Records();
        Assert.Equal(
            sayings.Select(s => Convert.ToHexString(s.Bytes)),
            records.Select(r => Convert.ToHexString(r.Bytes.Span))
        );
        Assert.Equal(records.Select(r => r.Sequence).Distinct().Order(), records.Select(r => r.Sequence));
        Assert.All(records, r => Assert.Equal("resource"u8.ToArray(), r.Context.Resource.ToArray()));
        Assert.All(records, r => Assert.Equal(Say.Arrival, r.ArrivalNano));
    }

    [Fact]
    public async Task ManyWritersAtOnceLoseNothing()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(i =>
                    Task.Run(() =>
                        Append([
                            .. Enumerable
                                .Range(0, 20)
                                .Select(j => Say.Span(T, $"s{i}-{j}", null, 1000).That(Field.InputTokens, 1)),
                        ])
                    )
                )
        );
        Assert.Equal((1280, 1280), ((await Trace()).SpanCount, (await Trace()).Usage.InputTokens));
    }
}
