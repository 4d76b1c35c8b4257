using System.Globalization;
using System.Text.Json.Nodes;

namespace Chatter.Scenes;

/// <summary>
/// Questions to the knowledge base: embed, retrieve, rerank, answer. Told in the OpenInference vocabulary, as its
/// instrumentations do.
/// </summary>
static class SearchScene
{
    const string Service = "knowledge-base";
    const string Scope = "openinference.instrumentation.llama_index";
    const string Instructions =
        "Answer only from the context below. Cite the documents in brackets. If the context does not contain the answer, say so.";

    public static Story Tell(Exchanges exchanges, Random random, long start)
    {
        Story story = new(random, start);
        Customer who = new(exchanges, random, start);
        Question question = story.Pick(exchanges.Questions);
        Span chain = Open(story, "answer_question", "CHAIN", null, question.Ask);
        chain
            .Set("session.id", who.SessionId)
            .Set("user.id", who.UserId)
            .Set("tag.tags", (string[])["help-centre", "de-en-fr"]);
        Retrieve(story, chain, exchanges, question);
        Rerank(story, chain, question);
        bool found = !story.Chance(6);
        if (found)
            Answer(story, chain, question);
        else
            Overrun(story, chain);
        Say(chain, found ? question.Answer : "The help centre is busy at the moment. Please try again in a minute.");
        story.Close(chain);
        return story;
    }

    static void Retrieve(Story story, Span chain, Exchanges exchanges, Question question)
    {
        Span retriever = Open(story, "retrieve", "RETRIEVER", chain, question.Ask);
        Span embedding = Open(story, "embed_query", "EMBEDDING", retriever, question.Ask);
        story.Spend(40, 130);
        embedding
            .Set("embedding.model_name", "text-embedding-3-small")
            .Set("embedding.embeddings.0.embedding.text", question.Ask)
            .Set("llm.token_count.prompt", Story.Tokens(question.Ask))
            .Set("llm.token_count.total", Story.Tokens(question.Ask));
        story.Close(embedding);
        story.Spend(15, 80);
        // The right documents among others that only look right.
        string[][] others = [.. exchanges.Questions.Where(q => q != question).Select(q => story.Pick(q.Docs)).Take(3)];
        Documents(retriever, "retrieval.documents", [.. question.Docs.Reverse(), .. others], 0.79);
        story.Close(retriever);
    }

    static void Rerank(Story story, Span chain, Question question)
    {
        Span reranker = Open(story, "rerank", "RERANKER", chain, question.Ask);
        story.Spend(90, 260);
        reranker
            .Set("reranker.model_name", "rerank-v3.5")
            .Set("reranker.query", question.Ask)
            .Set("reranker.top_k", question.Docs.Length);
        Documents(reranker, "reranker.output_documents", question.Docs, 0.98);
        story.Close(reranker);
    }

    static void Answer(Story story, Span chain, Question question)
    {
        string context = string.Join("\n\n", question.Docs.Select(d => $"[{d[0]}] {d[1]}"));
        string prompt = $"{Instructions}\n\n{context}";
        Span llm = Open(story, "ChatCompletion", "LLM", chain, question.Ask, kind: 3);
        int read = Story.Tokens(prompt) + Story.Tokens(question.Ask);
        int wrote = Story.Tokens(question.Answer);
        story.Spend(400 + wrote * 9, 700 + wrote * 14);
        llm.Set("llm.model_name", "gpt-4o")
            .Set("llm.provider", "openai")
            .Set("llm.invocation_parameters", "{\"temperature\":0.0,\"max_tokens\":400}")
            .Set("llm.input_messages.0.message.role", "system")
            .Set("llm.input_messages.0.message.content", prompt)
            .Set("llm.input_messages.1.message.role", "user")
            .Set("llm.input_messages.1.message.content", question.Ask)
            .Set("llm.output_messages.0.message.role", "assistant")
            .Set("llm.output_messages.0.message.content", question.Answer)
            .Set("llm.token_count.prompt", read)
            .Set("llm.token_count.completion", wrote)
            .Set("llm.token_count.total", read + wrote);
        Say(llm, question.Answer);
        story.Close(llm);
    }

    static void Overrun(Story story, Span chain)
    {
        Span llm = Open(story, "ChatCompletion", "LLM", chain, "", kind: 3);
        story.Spend(10_000, 10_050);
        llm.Set("llm.model_name", "gpt-4o").Set("llm.provider", "openai");
        llm.Fail(story.Now, "APITimeoutError", "Request timed out after 10.0 s");
        story.Close(llm);
        chain.Fail(story.Now, "APITimeoutError", "Request timed out after 10.0 s");
    }

    static Span Open(Story story, string name, string kindName, Span? parent, string input, int kind = 1)
    {
        Span span = story.Open(Service, Scope, name, parent, kind);
        span.Set("openinference.span.kind", kindName);
        if (input.Length > 0)
            span.Set("input.value", input).Set("input.mime_type", "text/plain");
        return span;
    }

    static void Say(Span span, string text) => span.Set("output.value", text).Set("output.mime_type", "text/plain");

    static void Documents(Span span, string key, string[][] documents, double best)
    {
        for (int i = 0; i < documents.Length; i++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"{key}.{i}.document.");
            span.Set(prefix + "id", documents[i][0])
                .Set(prefix + "content", documents[i][1])
                .Set(prefix + "score", Math.Round(best - i * 0.083, 3))
                .Set(
                    prefix + "metadata",
                    Messages.Json(new JsonObject { ["source"] = documents[i][0].Split('#')[0], ["lang"] = "en" })
                );
        }
    }
}
