using System.Buffers.Binary;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>What every store must do with media. A store is tested by inheriting this.</summary>
public abstract class MediaContract : IAsyncLifetime
{
    static readonly CancellationToken None = CancellationToken.None;

    internal IMediaStore Media { get; private set; } = null!;
    IProjectStore projects = null!;

    internal abstract (IMediaStore, IProjectStore) Open();

    public virtual async Task InitializeAsync()
    {
        (Media, projects) = Open();
        await projects.CreateProjectAsync(new("other", "Other", 1), None);
    }

    public abstract Task DisposeAsync();

    /// <summary>Bytes of which no two places look alike.</summary>
    internal static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i + 4 <= length; i += 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), i);
        }

        return bytes;
    }

    internal Task<long> Write(string id, byte[] bytes, string project = "default") =>
        Media.WriteAsync(project, id, new MemoryStream(bytes), None);

    internal async Task<byte[]?> Read(string id, string project = "default")
    {
        await using var stream = await Media.OpenAsync(project, id, None);
        if (stream is null)
        {
            return null;
        }

        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Without a message of megabytes.</summary>
    internal static void AreSame(byte[] expected, byte[]? actual) =>
        Assert.True(actual is not null && expected.AsSpan().SequenceEqual(actual), "The bytes are not the same.");

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 7)]
    public async Task WhatIsWrittenComesBackByteForByte(int length)
    {
        Assert.Equal(length, await Write("a", Bytes(length)));
        AreSame(Bytes(length), await Read("a"));
    }

    [Fact]
    public async Task AnyPartCanBeRead()
    {
        var bytes = Bytes((2 << 20) + 100);
        await Write("a", bytes);
        await using var stream = (await Media.OpenAsync("default", "a", None))!;
        Assert.Equal(bytes.Length, stream.Length);
        foreach (var place in new[] { bytes.Length - 40, (1 << 20) - 20, 0, 1 << 20 })
        {
            stream.Position = place;
            var part = new byte[40];
            await stream.ReadExactlyAsync(part);
            Assert.Equal(bytes[place..(place + 40)], part);
        }

        stream.Position = bytes.Length + 5;
        Assert.Equal(0, await stream.ReadAsync(new byte[4]));
    }

    [Fact]
    public async Task WritingAgainReplacesAndDeletingIsFinal()
    {
        await Write("a", Bytes(3 << 20));
        await Write("a", [1, 2, 3]);
        Assert.Equal([1, 2, 3], await Read("a"));
        Assert.True(await Media.DeleteAsync("default", "a", None));
        Assert.False(await Media.DeleteAsync("default", "a", None));
        Assert.Null(await Read("a"));
    }

    [Fact]
    public async Task AnUploadThatBreaksLeavesWhatWasThere()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            Media.WriteAsync("default", "a", new Breaking(3 << 20), None)
        );
        Assert.Null(await Read("a"));
        await Write("a", [1]);
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            Media.WriteAsync("default", "a", new Breaking(3 << 20), None)
        );
        Assert.Equal([1], await Read("a"));
    }

    [Fact]
    public async Task ManyAtOnceDoNotMix()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Write($"m{i}", Bytes((1 << 20) + i))));
        foreach (var i in Enumerable.Range(0, 6))
        {
            AreSame(Bytes((1 << 20) + i), await Read($"m{i}"));
        }
    }

    [Fact]
    public async Task ProjectsSeeNothingOfEachOther()
    {
        await Write("a", [1]);
        await Write("a", [2], "other");
        Assert.Equal([1], await Read("a"));
        Assert.True(await Media.DeleteAsync("other", "a", None));
        Assert.Equal([1], await Read("a"));
        Assert.Null(await Read("a", "nobody"));
        Assert.False(await Media.DeleteAsync("nobody", "a", None));
        await Assert.ThrowsAsync<UnknownProjectException>(() => Write("a", [1], "nobody"));
    }

    /// <summary>A request that is cut off after some bytes.</summary>
    sealed class Breaking(int length) : MemoryStream(Bytes(length))
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new EndOfStreamException("as it must");
        }
    }
}
