using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>Chat calls that carry a whole conversation.</summary>
sealed partial class AgentSpans
{
    /// <summary>A conversation of several messages and its answer, <paramref name="bytes"/> bytes together.</summary>
    public void LongChat(RequestBuilder into, Node node, Conversation who, int bytes)
    {
        Drift(5);
        Begin(node, [.. "chat "u8, .. who.Model], SpanKind.Client);
        Common("chat"u8, who);
        _span.Attribute("gen_ai.request.model"u8, who.Model);
        _span.Attribute("gen_ai.response.model"u8, who.Model);
        _span.Attribute("server.address"u8, Hosts[Array.IndexOf(Models, who.Model)]);
        _span.Attribute("user.id"u8, who.User);
        _a.Clear();
        _a.Append("chatcmpl-"u8);
        _a.Hex(_rng.Next(), 16);
        _span.Attribute("gen_ai.response.id"u8, _a.Written);
        _span.ArrayOfOne("gen_ai.response.finish_reasons"u8, "stop"u8);
        Usage(bytes / 5, bytes / 20);
        _b.Clear();
        _text.Instructions(_b, _rng.Size(bytes / 16), _rng);
        _a.Clear();
        _a.Append("[{\"type\":\"text\",\"content\":\""u8);
        _a.JsonEscaped(_b.Written);
        _a.Append("\"}]"u8);
        _span.Attribute("gen_ai.system_instructions"u8, _a.Written);
        int answer = bytes * _rng.Between(12, 30) / 100;
        int end = bytes - answer - _a.Length - 700;
        _c.Clear();
        _c.Append((byte)'[');
        do
        {
            if (_c.Length > 1)
                _c.Append((byte)',');
            TextMessage("user"u8, Input(Math.Min(_rng.Size(700), end)), default);
            if (_c.Length >= end)
                break;
            _c.Append((byte)',');
            TextMessage("assistant"u8, Answer(Math.Min(_rng.Size(1300), Math.Max(100, end - _c.Length))), default);
        } while (_c.Length < end);
        _c.Append((byte)']');
        _span.Attribute("gen_ai.input.messages"u8, _c.Written);
        Message("gen_ai.output.messages"u8, "assistant"u8, Answer(answer), true);
        _span.Flags();
        into.Add(1, _span);
    }
}
