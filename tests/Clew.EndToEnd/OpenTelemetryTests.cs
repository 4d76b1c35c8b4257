using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Clew.EndToEnd.Harness;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Clew.EndToEnd;

/// <summary>The real .NET SDK with its own exporter, in this process.</summary>
public sealed class OpenTelemetryTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task What_the_SDK_exports_is_there_when_it_is_flushed(OtlpExportProtocol protocol)
    {
        await using var server = await Server.StartAsync();
        using var source = new ActivitySource($"Shop.{protocol}");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(resource => resource.AddService("shop", serviceVersion: "1.2"))
            .AddOtlpExporter(options =>
            {
                options.Protocol = protocol;
                options.Endpoint =
                    protocol == OtlpExportProtocol.Grpc ? server.Grpc! : new Uri(server.Http, "/v1/traces");
            })
            .Build();

        string trace;
        long start;
        using (var agent = source.StartActivity("invoke_agent clerk")!)
        {
            trace = agent.TraceId.ToHexString();
            start = (agent.StartTimeUtc - DateTime.UnixEpoch).Ticks * 100;
            agent.SetTag("gen_ai.operation.name", "invoke_agent");
            using var chat = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client)!;
            chat.SetTag("gen_ai.operation.name", "chat");
            chat.SetTag("gen_ai.request.model", "gpt-4o-mini");
            chat.SetTag("gen_ai.usage.input_tokens", 11);
            chat.SetTag("gen_ai.usage.output_tokens", 7);
            chat.SetTag(
                "gen_ai.input.messages",
                """[{"role":"user","parts":[{"type":"text","content":"Where is my parcel?"}]}]"""
            );
            chat.AddEvent(new ActivityEvent("thinking"));
        }
        Assert.True(provider.ForceFlush(10_000));

        var answer = await server.Client.GetFromJsonAsync<JsonElement>($"/api/v1/traces/{trace}");
        Assert.Equal("invoke_agent clerk", answer.GetProperty("name").GetString());
        Assert.Equal(2, answer.GetProperty("spanCount").GetInt32());
        Assert.Equal(
            start.ToString(System.Globalization.CultureInfo.InvariantCulture),
            answer.GetProperty("startUnixNano").GetString()
        );
        Assert.Equal(11, answer.GetProperty("usage").GetProperty("inputTokens").GetInt64());
        Assert.Equal(7, answer.GetProperty("usage").GetProperty("outputTokens").GetInt64());
        Assert.Equal("shop", answer.GetProperty("services")[0].GetString());

        var list = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/traces");
        Assert.Equal(trace, Assert.Single(list.GetProperty("traces").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(0, (await server.StopAsync()).Code);
    }
}
