using Clew.Host;
using Clew.Host.Data;

namespace Clew.Tests.Host;

public sealed class DataDirectoryTests : IDisposable
{
    readonly Around around = new();

    public void Dispose() => around.Dispose();

    static string Refused(string path) => Assert.Throws<Refusal>(() => DataDirectory.TryOpen(path)).Message;

    [Fact]
    public void A_new_directory_is_the_users_alone_and_marked()
    {
        var path = around.Path("a/b");
        using (DataDirectory.TryOpen(path))
        {
            Assert.Contains("\"clew\"", File.ReadAllText(Path.Combine(path, "clew.json")), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    File.GetUnixFileMode(path)
                );
            }
        }
        using var again = DataDirectory.TryOpen(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void Only_one_can_have_it()
    {
        var path = around.Path("a");
        using (DataDirectory.TryOpen(path))
        {
            Assert.Null(DataDirectory.TryOpen(path));
        }
        using var next = DataDirectory.TryOpen(path);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task The_one_who_has_it_is_named()
    {
        var path = around.Path("a");
        using var held = DataDirectory.TryOpen(path);
        new ServerFile(815, "http://127.0.0.1:1", null, "http://127.0.0.1:1", "token").Write(path);
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            DataDirectory.OpenAsync(path, TimeProvider.System, CancellationToken.None)
        );
        Assert.Contains("process 815, at http://127.0.0.1:1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_is_quickly_done_is_waited_for()
    {
        var path = around.Path("a");
        var held = DataDirectory.TryOpen(path);
        var opening = DataDirectory.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        held!.Dispose();
        using var opened = await opening;
        Assert.Equal(path, opened.Path);
    }

    [Fact]
    public void What_a_killed_server_left_behind_is_removed()
    {
        var path = around.Path("a");
        using (DataDirectory.TryOpen(path))
        {
            new ServerFile(815, "http://127.0.0.1:1", null, "http://127.0.0.1:1", "token").Write(path);
        }
        using var next = DataDirectory.TryOpen(path);
        Assert.Null(ServerFile.Read(path));
    }

    [Fact]
    public void The_servers_token_is_the_users_alone()
    {
        Directory.CreateDirectory(around.Path("a"));
        File.WriteAllText(around.Path("a/server.json.tmp"), "left by a crash, readable by all");
        new ServerFile(815, "http://127.0.0.1:1", null, "http://127.0.0.1:1", "token").Write(around.Path("a"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(around.Path("a/server.json"))
            );
        }
        Assert.Equal("token", ServerFile.Read(around.Path("a"))!.Token);
    }

    [Fact]
    public void A_file_is_not_a_directory()
    {
        File.WriteAllText(around.Path("file"), "");
        Assert.Contains("is a file", Refused(around.Path("file")), StringComparison.Ordinal);
        Assert.Contains("cannot be created", Refused(around.Path("file/below")), StringComparison.Ordinal);
    }

    [Fact]
    public void Somebodys_home_is_left_alone()
    {
        Directory.CreateDirectory(around.Path("home"));
        File.WriteAllText(around.Path("home/letter.txt"), "");
        Assert.Contains("holds other things", Refused(around.Path("home")), StringComparison.Ordinal);
        Assert.Equal(
            ["letter.txt"],
            Directory.EnumerateFileSystemEntries(around.Path("home")).Select(Path.GetFileName)
        );
    }

    [Theory]
    [InlineData("""{"product":"clew","formatVersion":2}""", "newer Clew (format 2, this one knows 1)")]
    [InlineData("""{"product":"else","formatVersion":1}""", "is not Clew's")]
    [InlineData("""{"formatVersion":1}""", "is not Clew's")]
    [InlineData("null", "is not Clew's")]
    [InlineData("{", "is not Clew's")]
    public void A_marker_that_is_not_ours_is_respected(string marker, string told)
    {
        Directory.CreateDirectory(around.Path("a"));
        File.WriteAllText(around.Path("a/clew.json"), marker);
        Assert.Contains(told, Refused(around.Path("a")), StringComparison.Ordinal);
        Assert.False(File.Exists(around.Path("a/clew.lock")));
    }

    [Fact]
    public void A_first_start_that_was_killed_does_no_harm()
    {
        Directory.CreateDirectory(around.Path("a"));
        File.WriteAllText(around.Path("a/clew.lock"), "");
        File.WriteAllText(around.Path("a/clew.json.tmp"), "{");
        using var directory = DataDirectory.TryOpen(around.Path("a"));
        Assert.NotNull(directory);
    }
}
