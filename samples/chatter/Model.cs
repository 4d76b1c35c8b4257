namespace Chatter;

/// <summary>Calls to language models, told in the OTel GenAI vocabulary.</summary>
static class Model
{
    const string Scope = "opentelemetry.instrumentation.openai_v2";

    /// <summary>A chat call: the model reads <paramref name="input"/> and writes <paramref name="output"/>.</summary>
    public static Span Call(
        Story story,
        string service,
        Span? parent,
        string model,
        string instructions,
        Messages input,
        Messages output,
        Customer? who,
        string finish
    )
    {
        string said = output.ToString();
        int read = Story.Tokens(instructions) + Story.Tokens(input.ToString());
        int wrote = Story.Tokens(said);
        string provider = model.StartsWith("claude", StringComparison.Ordinal) ? "anthropic" : "openai";
        Span span = story.Open(service, Scope, $"chat {model}", parent, kind: 3);
        int firstToken = story.Random.Next(180, 620);
        story.Spend(firstToken + wrote * 7, firstToken + wrote * 13);
        span.Set("gen_ai.operation.name", "chat")
            .Set("gen_ai.provider.name", provider)
            .Set("gen_ai.request.model", model)
            .Set("gen_ai.response.model", model)
            .Set("gen_ai.response.id", story.NewId("chatcmpl-"))
            .Set("gen_ai.request.temperature", 0.2)
            .Set("gen_ai.request.max_tokens", 1024)
            .Set("gen_ai.response.finish_reasons", (string[])[finish])
            .Set("gen_ai.response.time_to_first_chunk", firstToken / 1000.0)
            .Set("gen_ai.usage.input_tokens", read)
            .Set("gen_ai.usage.output_tokens", wrote);
        if (read > 150)
            span.Set("gen_ai.usage.cache_read.input_tokens", read / 3);
        Who(span, who);
        span.Set("server.address", provider == "anthropic" ? "api.anthropic.com" : "api.openai.com")
            .Set("gen_ai.system_instructions", new Parts(instructions).ToString())
            .Set("gen_ai.input.messages", input.ToString())
            .Set("gen_ai.output.messages", said);
        story.Close(span);
        return span;
    }

    /// <summary>A call that the provider refused.</summary>
    public static void Refused(Story story, string service, Span parent, string model, Messages input, Customer who)
    {
        Span span = story.Open(service, Scope, $"chat {model}", parent, kind: 3);
        story.Spend(90, 300);
        span.Set("gen_ai.operation.name", "chat")
            .Set("gen_ai.provider.name", "openai")
            .Set("gen_ai.request.model", model)
            .Set("gen_ai.input.messages", input.ToString());
        Who(span, who);
        span.Fail(
            story.Now,
            "RateLimitError",
            "429 Rate limit reached for requests per minute. Please try again in 1.2 s."
        );
        story.Close(span);
    }

    public static void Who(Span span, Customer? who)
    {
        if (who is null)
            return;
        span.Set("gen_ai.conversation.id", who.SessionId).Set("session.id", who.SessionId).Set("user.id", who.UserId);
    }
}
