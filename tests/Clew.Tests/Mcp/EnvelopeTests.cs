using System.Text;
using System.Text.Json.Nodes;
using Clew.Mcp.Http;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Clew.Tests.Mcp;

/// <summary>The HTTP around MCP messages, of both ages of the protocol.</summary>
public sealed class EnvelopeTests
{
    const string Standalone = "2026-07-28";

    static JsonRpcRequest Call(string? version, string name = "tool") =>
        new()
        {
            Id = new RequestId(1),
            Method = "tools/call",
            Params = new JsonObject
            {
                ["name"] = name,
                ["_meta"] = version is null
                    ? null
                    : new JsonObject
                    {
                        ["io.modelcontextprotocol/protocolVersion"] = version,
                        ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
                    },
            },
        };

    static HeaderDictionary Headers(string? version, string? method = null, string? name = null)
    {
        var headers = new HeaderDictionary();
        Add("MCP-Protocol-Version", version);
        Add("Mcp-Method", method);
        Add("Mcp-Name", name);
        return headers;

        void Add(string header, string? value)
        {
            if (value is not null)
            {
                headers[header] = value;
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public void A_revision_with_a_handshake_needs_no_more_headers(string? version) =>
        Assert.Null(Envelope.Check(Headers(version), Call(null)));

    [Fact]
    public void A_revision_that_nobody_knows_is_refused_with_those_that_are_known()
    {
        var complaint = Envelope.Check(Headers("2031-01-01"), Call(null))!.Value;
        Assert.Equal((400, McpErrorCode.UnsupportedProtocolVersion), (complaint.Status, complaint.Code));
        Assert.Contains(Standalone, complaint.Data!["supported"]!.AsArray().Select(v => v!.GetValue<string>()));
    }

    [Fact]
    public void A_message_that_stands_alone_agrees_with_its_headers()
    {
        Assert.Null(Envelope.Check(Headers(Standalone, "tools/call", "tool"), Call(Standalone)));
        var encoded = $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes("wérkzeug"))}?=";
        Assert.Null(Envelope.Check(Headers(Standalone, "tools/call", encoded), Call(Standalone, "wérkzeug")));
    }

    [Theory]
    [InlineData(Standalone, "tools/call", null)]
    [InlineData(Standalone, "tools/call", "another")]
    [InlineData(Standalone, "tools/list", "tool")]
    [InlineData(Standalone, null, "tool")]
    [InlineData(null, "tools/call", "tool")]
    [InlineData("2025-11-25", "tools/call", "tool")]
    public void One_that_does_not_is_refused(string? version, string? method, string? name)
    {
        var complaint = Envelope.Check(Headers(version, method, name), Call(Standalone))!.Value;
        Assert.Equal((400, McpErrorCode.HeaderMismatch), (complaint.Status, complaint.Code));
    }

    [Fact]
    public void The_handshake_is_gone_where_messages_stand_alone()
    {
        var hello = Call(Standalone);
        hello.Method = "initialize";
        var complaint = Envelope.Check(Headers(Standalone, "initialize"), hello)!.Value;
        Assert.Equal((404, McpErrorCode.MethodNotFound), (complaint.Status, complaint.Code));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("application/json, text/event-stream", true)]
    [InlineData("*/*", true)]
    [InlineData("application/json", false)]
    public void Events_go_to_those_who_accept_them(string? accept, bool isAccepted)
    {
        var headers = new HeaderDictionary();
        if (accept is not null)
        {
            headers["Accept"] = accept;
        }

        Assert.Equal(isAccepted, Envelope.AcceptsEvents(headers));
    }

    [Theory]
    [InlineData("event: message\ndata: {\"a\":1}\n\n", "{\"a\":1}")]
    [InlineData("event: message\ndata: {\"progress\":1}\n\nid: 2\ndata:{\"a\":1}\n\n", "{\"a\":1}")]
    [InlineData("data: \n\nevent: message\ndata: {}\n\ndata: \n", "{}")]
    [InlineData("", "")]
    public void The_answer_is_the_last_event(string events, string data) =>
        Assert.Equal(data, Encoding.UTF8.GetString(EventStream.LastData(Encoding.UTF8.GetBytes(events)).Span));
}
