using System.Text;
using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>
/// Writes spans as OTel GenAI instrumentations do. A chat span holds its last messages, not the whole history:
/// about 1 KB, the size agent spans without recorded history have.
/// </summary>
sealed partial class AgentSpans
{
    static readonly byte[][] Models = Utf8(
        "gpt-4o",
        "gpt-4o-mini",
        "claude-sonnet-4-5",
        "gemini-2.5-pro",
        "mistral-large-latest"
    );
    static readonly byte[][] Providers = Utf8("openai", "openai", "anthropic", "gcp.gemini", "mistral_ai");
    static readonly byte[][] Hosts = Utf8(
        "api.openai.com",
        "api.openai.com",
        "api.anthropic.com",
        "generativelanguage.googleapis.com",
        "api.mistral.ai"
    );
    static readonly byte[][] Agents = Utf8(
        "support_assistant",
        "refund_agent",
        "research_agent",
        "planner",
        "code_reviewer"
    );
    static readonly byte[][] Routes = Utf8(
        "POST /api/chat",
        "POST /api/assist",
        "POST /api/agents/{id}/runs",
        "POST /api/search"
    );
    static readonly byte[][] Errors = Utf8("TimeoutError", "RateLimitError", "ToolExecutionError", "ValidationError");

    readonly Rng _rng;
    readonly ITextSource _text;
    readonly ToolJson _json;
    readonly Tool[] _tools;
    readonly SpanWriter _span = new();
    readonly ByteBuffer _a = new();
    readonly ByteBuffer _b = new();
    readonly ByteBuffer _c = new();

    public AgentSpans(WorkloadOptions options, Rng rng)
    {
        _rng = rng;
        Vocabulary vocabulary = new(options.Seed);
        _text = options.Corpus ?? new GeneratedText(options.Seed);
        _json = new ToolJson(_text, vocabulary);
        _text.NextTopic(rng);
        _json.NextTopic(rng);
        _tools = Tool.Catalogue(vocabulary, rng, 50);
    }

    public static Service[] Services(Rng rng) =>
        [
            new("api-gateway", "4.12.0", "@opentelemetry/instrumentation-http", "nodejs", rng),
            new("support-agents", "2.8.3", "opentelemetry.instrumentation.openai_agents", "python", rng),
            new("tool-runner", "1.19.7", "tool-runner.execution", "python", rng),
            new("knowledge-base", "3.1.0", "Knowledge.Retrieval", "dotnet", rng),
        ];

    public Conversation Converse()
    {
        int model = _rng.Below(Models.Length);
        _a.Clear();
        _a.Append("user-"u8);
        _a.Append(_rng.Below(5000), "00000");
        byte[] user = _a.Written.ToArray();
        _a.Clear();
        Values.Uuid(_a, _rng);
        return new Conversation(_a.Written.ToArray(), user, _rng.Pick(Agents), Models[model], Providers[model]);
    }

    /// <summary>Writes one span into the request.</summary>
    public void Write(RequestBuilder into, AgentSpan kind, Node node, Conversation who)
    {
        Drift(100);
        switch (kind)
        {
            case AgentSpan.Request:
                Http(node, who);
                break;
            case AgentSpan.Agent:
                Agent(node, who);
                break;
            case AgentSpan.Step:
                Step(node, who);
                break;
            case AgentSpan.Chat:
                Chat(node, who, 300, 230);
                break;
            case AgentSpan.Tool:
                ToolCall(node, who);
                break;
            case AgentSpan.Retrieval:
                Retrieval(node, who);
                break;
            default:
                Embedding(node, who);
                break;
        }
        _span.Flags();
        into.Add(ServiceOf(kind), _span);
    }

    /// <summary>
    /// Changes the subject after this many spans on average: the conversations of one deployment have much in common.
    /// </summary>
    void Drift(int spans)
    {
        if (_rng.Below(spans) > 0)
            return;
        _text.NextTopic(_rng);
        _json.NextTopic(_rng);
    }

    static int ServiceOf(AgentSpan kind) =>
        kind switch
        {
            AgentSpan.Request => 0,
            AgentSpan.Tool => 2,
            AgentSpan.Retrieval or AgentSpan.Embedding => 3,
            _ => 1,
        };

    void Http(Node node, Conversation who)
    {
        Begin(node, _rng.Pick(Routes), SpanKind.Server);
        _span.Attribute("http.request.method"u8, "POST"u8);
        _span.Attribute("url.path"u8, _rng.Pick(Routes).AsSpan(5));
        _span.Attribute("http.response.status_code"u8, 200);
        _span.Attribute("session.id"u8, who.Session);
        _span.Attribute("user.id"u8, who.User);
        _a.Clear();
        _text.Line(_a, _rng);
        _span.Attribute("app.request.summary"u8, _a.Written);
    }

    void Agent(Node node, Conversation who)
    {
        Begin(node, [.. "invoke_agent "u8, .. who.Agent], SpanKind.Internal);
        Common("invoke_agent"u8, who);
        _span.Attribute("gen_ai.agent.name"u8, who.Agent);
        _span.Attribute("gen_ai.request.model"u8, who.Model);
        _span.Attribute("user.id"u8, who.User);
        Message("gen_ai.input.messages"u8, "user"u8, Question(_rng.Size(260)), false);
        Message("gen_ai.output.messages"u8, "assistant"u8, Answer(_rng.Size(330)), true);
    }

    void Step(Node node, Conversation who)
    {
        Begin(node, "agent_step"u8, SpanKind.Internal);
        _span.Attribute("gen_ai.operation.name"u8, "agent_step"u8);
        _span.Attribute("gen_ai.conversation.id"u8, who.Session);
        _span.Attribute("agent.step.index"u8, node.Index);
        _a.Clear();
        _text.Line(_a, _rng);
        _span.Attribute("agent.step.goal"u8, _a.Written);
        _span.Attribute("agent.step.reasoning"u8, Answer(_rng.Size(270)));
    }

    /// <summary>A chat call whose messages have about these sizes in bytes.</summary>
    public void Chat(Node node, Conversation who, int inputBytes, int outputBytes)
    {
        Begin(node, [.. "chat "u8, .. who.Model], SpanKind.Client);
        Common("chat"u8, who);
        _span.Attribute("gen_ai.request.model"u8, who.Model);
        _span.Attribute("gen_ai.response.model"u8, who.Model);
        _span.Attribute("server.address"u8, Hosts[Array.IndexOf(Models, who.Model)]);
        _span.Attribute("gen_ai.request.temperature"u8, _rng.Below(11) / 10.0);
        _span.Attribute("gen_ai.request.max_tokens"u8, 512 << _rng.Below(4));
        _a.Clear();
        _a.Append("chatcmpl-"u8);
        _a.Hex(_rng.Next(), 16);
        _a.Hex(_rng.Next(), 8);
        _span.Attribute("gen_ai.response.id"u8, _a.Written);
        bool calls = _rng.Chance(55);
        _span.ArrayOfOne("gen_ai.response.finish_reasons"u8, calls ? "tool_calls"u8 : "stop"u8);
        Usage(200 + inputBytes / 4 + (long)_rng.Exponential(2000), 20 + (long)_rng.Exponential(outputBytes / 3.0));
        Message("gen_ai.input.messages"u8, _rng.Chance(50) ? "user"u8 : "tool"u8, Input(_rng.Size(inputBytes)), false);
        if (calls)
            ToolCallMessage(_rng.Size(outputBytes));
        else
            Message("gen_ai.output.messages"u8, "assistant"u8, Answer(_rng.Size(outputBytes)), true);
    }

    void ToolCall(Node node, Conversation who)
    {
        Tool tool = _rng.Pick(_tools);
        Begin(node, [.. "execute_tool "u8, .. tool.Name], SpanKind.Internal);
        _span.Attribute("gen_ai.operation.name"u8, "execute_tool"u8);
        _span.Attribute("gen_ai.conversation.id"u8, who.Session);
        _span.Attribute("gen_ai.tool.name"u8, tool.Name);
        _span.Attribute("gen_ai.tool.type"u8, "function"u8);
        CallId(_a);
        _span.Attribute("gen_ai.tool.call.id"u8, _a.Written);
        _a.Clear();
        _json.Arguments(tool, _a, _rng.Size(110), _rng);
        _span.Attribute("gen_ai.tool.call.arguments"u8, _a.Written);
        if (_rng.Chance(3))
        {
            Fail(node);
            return;
        }
        _a.Clear();
        _json.Result(tool, _a, _rng.Size(560), _rng);
        _span.Attribute("gen_ai.tool.call.result"u8, _a.Written);
    }

    void Retrieval(Node node, Conversation who)
    {
        Begin(node, "retrieval shop-kb"u8, SpanKind.Client);
        Common("retrieval"u8, who);
        _span.Attribute("gen_ai.data_source.id"u8, "shop-kb"u8);
        _span.Attribute("gen_ai.retrieval.query.text"u8, Question(_rng.Size(110)));
        _a.Clear();
        _a.Append((byte)'[');
        for (int i = _rng.Between(2, 4); i > 0; i--)
        {
            if (_a.Length > 1)
                _a.Append((byte)',');
            _a.Append("{\"id\":\"doc-"u8);
            _a.Hex(_rng.Next(), 10);
            _a.Append("\",\"score\":"u8);
            _a.Append(_rng.Fraction(), "0.0000");
            _a.Append(",\"content\":\""u8);
            _a.JsonEscaped(Answer(_rng.Size(190)));
            _a.Append("\"}"u8);
        }
        _a.Append((byte)']');
        _span.Attribute("gen_ai.retrieval.documents"u8, _a.Written);
    }

    void Embedding(Node node, Conversation who)
    {
        Begin(node, "embeddings text-embedding-3-small"u8, SpanKind.Client);
        Common("embeddings"u8, who);
        _span.Attribute("gen_ai.request.model"u8, "text-embedding-3-small"u8);
        _span.Attribute("gen_ai.embeddings.dimension.count"u8, 1536);
        _span.Attribute("gen_ai.usage.input_tokens"u8, 8 + _rng.Below(200));
        _span.Attribute("gen_ai.input.text"u8, Question(_rng.Size(360)));
    }

    void Begin(Node node, ReadOnlySpan<byte> name, SpanKind kind) =>
        _span.Begin(node.Trace, node.Id, node.Parent, name, kind, node.Start, node.End);

    void Common(ReadOnlySpan<byte> operation, Conversation who)
    {
        _span.Attribute("gen_ai.operation.name"u8, operation);
        _span.Attribute("gen_ai.provider.name"u8, who.Provider);
        _span.Attribute("gen_ai.conversation.id"u8, who.Session);
    }

    void Usage(long input, long output)
    {
        _span.Attribute("gen_ai.usage.input_tokens"u8, input);
        _span.Attribute("gen_ai.usage.output_tokens"u8, output);
        if (_rng.Chance(40))
            _span.Attribute("gen_ai.usage.cache_read.input_tokens"u8, input * _rng.Below(90) / 100);
    }

    void Fail(Node node)
    {
        byte[] type = _rng.Pick(Errors);
        _a.Clear();
        _text.Line(_a, _rng);
        _c.Clear();
        _text.Log(_c, 500, _rng);
        _span.Attribute("error.type"u8, type);
        _span.Exception(node.End, type, _a.Written, _c.Written);
        _span.Failed(_a.Written);
    }

    void CallId(ByteBuffer into)
    {
        into.Clear();
        into.Append("call_"u8);
        into.Hex(_rng.Next(), 16);
    }

    /// <summary>A list with one text message.</summary>
    void Message(ReadOnlySpan<byte> key, ReadOnlySpan<byte> role, ReadOnlySpan<byte> content, bool finished)
    {
        _c.Clear();
        _c.Append((byte)'[');
        TextMessage(role, content, finished ? "stop"u8 : default);
        _c.Append((byte)']');
        _span.Attribute(key, _c.Written);
    }

    void TextMessage(ReadOnlySpan<byte> role, ReadOnlySpan<byte> content, ReadOnlySpan<byte> finish)
    {
        _c.Append("{\"role\":\""u8);
        _c.Append(role);
        _c.Append("\",\"parts\":[{\"type\":\"text\",\"content\":\""u8);
        _c.JsonEscaped(content);
        _c.Append("\"}]"u8);
        if (!finish.IsEmpty)
        {
            _c.Append(",\"finish_reason\":\""u8);
            _c.Append(finish);
            _c.Append((byte)'"');
        }
        _c.Append((byte)'}');
    }

    void ToolCallMessage(int bytes)
    {
        _c.Clear();
        _c.Append("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"call_"u8);
        _c.Hex(_rng.Next(), 16);
        _c.Append("\",\"name\":\""u8);
        Tool tool = _rng.Pick(_tools);
        _c.Append(tool.Name);
        _c.Append("\",\"arguments\":"u8);
        _json.Arguments(tool, _c, bytes, _rng);
        _c.Append("}],\"finish_reason\":\"tool_call\"}]"u8);
        _span.Attribute("gen_ai.output.messages"u8, _c.Written);
    }

    /// <summary>What a model is given: a question, code, a log or a document.</summary>
    ReadOnlySpan<byte> Input(int bytes)
    {
        _b.Clear();
        switch (_rng.Below(10))
        {
            case 0:
                _text.Log(_b, bytes, _rng);
                break;
            case 1:
                _text.Code(_b, bytes, _rng);
                break;
            case 2:
                _json.Result(_rng.Pick(_tools), _b, bytes, _rng);
                break;
            default:
                _text.Question(_b, bytes, _rng);
                break;
        }
        return _b.Written;
    }

    ReadOnlySpan<byte> Question(int bytes)
    {
        _b.Clear();
        _text.Question(_b, bytes, _rng);
        return _b.Written;
    }

    ReadOnlySpan<byte> Answer(int bytes)
    {
        _b.Clear();
        _text.Answer(_b, bytes, _rng);
        return _b.Written;
    }

    static byte[][] Utf8(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
