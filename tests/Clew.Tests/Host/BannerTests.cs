using System.Net;
using Clew.Host;
using Clew.Host.Options;

namespace Clew.Tests.Host;

public sealed class BannerTests
{
    static string Of(ServerOptions options)
    {
        using var around = new Around();
        var state = new ServerState(options, around.Surroundings);
        state.ListensAt(40001, 40002);
        return Banner.Text(state);
    }

    [Fact]
    public void On_this_machine_it_has_lines_that_work_as_they_are()
    {
        var lines = Of(new ServerOptions { DataDirectory = "/data" }).Split('\n');
        Assert.Contains("export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:40001", lines);
        Assert.Contains("export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", lines);
        Assert.Contains("export LANGFUSE_HOST=http://127.0.0.1:40001", lines);
        Assert.Contains("export LANGFUSE_BASE_URL=http://127.0.0.1:40001", lines);
        Assert.Contains("export LANGFUSE_PUBLIC_KEY=pk-lf-local", lines);
        Assert.Contains("export LANGFUSE_SECRET_KEY=sk-lf-local", lines);
        Assert.Contains("  OTLP/gRPC   http://127.0.0.1:40002", lines);
        Assert.Contains("  Data        /data", lines);
        Assert.DoesNotContain(lines, line => line.Contains("x-api-key", StringComparison.Ordinal));
    }

    [Fact]
    public void Beyond_this_machine_it_names_the_machine_and_asks_for_a_key()
    {
        var text = Of(
            new ServerOptions
            {
                DataDirectory = "/data",
                Http = new ListenAddress(IPAddress.Any, 0),
                Grpc = null,
            }
        );
        Assert.Contains("Page        http://machine:40001\n", text, StringComparison.Ordinal);
        Assert.Contains("OTLP/gRPC   off\n", text, StringComparison.Ordinal);
        Assert.Contains("export OTEL_EXPORTER_OTLP_HEADERS=x-api-key=sk-clew-…", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-lf-local", text, StringComparison.Ordinal);
    }
}
