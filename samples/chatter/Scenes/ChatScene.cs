namespace Chatter.Scenes;

/// <summary>The chat assistant on the shop's page: one trace per turn, all turns in one session.</summary>
static class ChatScene
{
    const string Instructions =
        "You are Fern, the support assistant of Fernhill Outfitters, a shop for outdoor gear. Be brief, warm and concrete. "
        + "Never promise a refund; hand those requests to the refund agent. Answer in the customer's language.";

    public static IEnumerable<Story> Tell(Exchanges exchanges, Random random, long start)
    {
        Chat chat = exchanges.Chats[random.Next(exchanges.Chats.Length)];
        Customer who = new(exchanges, random, start, chat.Fits);
        Messages history = new();
        foreach (string[] turn in chat.Turns)
        {
            Story story = new(random, start);
            Turn(story, who, history, who.Fill(turn[0]), who.Fill(turn[1]));
            yield return story;
            // People read before they write again.
            start = story.Now + (long)(20e9 + random.NextDouble() * 90e9);
        }
    }

    static void Turn(Story story, Customer who, Messages history, string ask, string answer)
    {
        Span root = story.Open("shop-web", "@opentelemetry/instrumentation-http", "POST /api/chat", null, kind: 2);
        root.Set("http.request.method", "POST")
            .Set("url.path", "/api/chat")
            .Set("session.id", who.SessionId)
            .Set("user.id", who.UserId);
        Guard(story, root, ask);
        history.Text("user", ask);
        Messages output = new Messages().Text("assistant", answer, "stop");
        if (story.Chance(8))
        {
            Model.Refused(story, "support-chat", root, "gpt-4o-mini", history, who);
            story.Spend(1200, 1500);
        }
        Model.Call(story, "support-chat", root, "gpt-4o-mini", Instructions, history, output, who, "stop");
        history.Append(output);
        // The shop writes question and answer on the root itself, so that lists can show them.
        root.Set("input.value", ask).Set("output.value", answer).Set("http.response.status_code", 200);
        story.Close(root);
    }

    /// <summary>A check of the input before the model sees it, in the OpenInference vocabulary.</summary>
    static void Guard(Story story, Span root, string ask)
    {
        Span guard = story.Open("support-chat", "fernhill.guardrails", "check_input", root);
        guard.Set("openinference.span.kind", "GUARDRAIL").Set("input.value", ask).Set("input.mime_type", "text/plain");
        story.Spend(12, 45);
        guard.Set("output.value", "{\"allowed\":true,\"labels\":[]}").Set("output.mime_type", "application/json");
        story.Close(guard);
    }
}
