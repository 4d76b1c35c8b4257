using System.Text.Json.Nodes;

namespace Chatter.Scenes;

/// <summary>The refund agent: reads the order, checks the rules, moves money. One of its tools is slow, one fails.</summary>
static class RefundScene
{
    const string Service = "refund-agent";
    const string LanguageModel = "claude-sonnet-4-5";
    const string Instructions =
        "You decide about refunds for Fernhill Outfitters. Always read the order and the policy first. "
        + "Refund at most €200 on your own; above that, escalate to a person. Be fair, and say plainly what happens next.";

    public static Story Tell(Exchanges exchanges, Random random, long start)
    {
        Story story = new(random, start);
        Refund refund = story.Pick(exchanges.Refunds);
        Customer who = new(exchanges, random, start, refund.Fits);
        string ask = who.Fill(refund.Ask);
        Span agent = story.Open(Service, "fernhill.agents", "invoke_agent refund_agent", null);
        agent
            .Set("gen_ai.operation.name", "invoke_agent")
            .Set("gen_ai.provider.name", "anthropic")
            .Set("gen_ai.agent.name", "refund_agent")
            .Set("gen_ai.agent.id", "agent_refunds_v3");
        Model.Who(agent, who);
        agent.Set("gen_ai.input.messages", new Messages().Text("user", ask).ToString());

        Messages history = new Messages().Text("user", ask);
        JsonObject order = new() { ["order_id"] = who.Order };
        Step(story, agent, who, history, "get_order", order, Order(who, refund), 30, 120);
        JsonObject policy = new() { ["reason"] = refund.Reason, ["ordered_days_ago"] = Age(who, refund) };
        Step(story, agent, who, history, "check_refund_policy", policy, Policy(who, refund), 15, 60);
        if (refund.Reason is "not_received" or "duplicate" || story.Chance(30))
        {
            // The payment provider's old interface: the reason why some refunds take so long.
            JsonObject status = new()
            {
                ["payment_state"] = "captured",
                ["method"] = "visa •••• 4417",
                ["provider"] = "paybridge",
            };
            Step(story, agent, who, history, "get_payment_status", order, status, 6500, 14000);
        }
        bool sound = Settle(story, agent, who, refund, history);
        string answer = sound
            ? who.Fill(refund.Answer)
            : who.Fill(
                "I am sorry, {first}: the payment service does not answer at the moment. Your refund of **{price}** is noted, and a colleague will complete it by hand today."
            );
        Messages output = new Messages().Text("assistant", answer, "stop");
        Model.Call(story, Service, agent, LanguageModel, Instructions, history, output, who, "stop");
        agent.Set("gen_ai.output.messages", output.ToString());
        if (!sound)
            agent.Fail(story.Now, "RefundNotCompleted", "issue_refund failed twice; handed to a person");
        story.Close(agent);
        return story;
    }

    /// <returns>False if money should have moved and did not.</returns>
    static bool Settle(Story story, Span agent, Customer who, Refund refund, Messages history)
    {
        JsonObject amount = new()
        {
            ["order_id"] = who.Order,
            ["amount"] = who.Product.Price,
            ["currency"] = "EUR",
            ["reason"] = refund.Reason,
        };
        if (refund.Outcome == "escalated")
        {
            JsonObject ticket = new()
            {
                ["ticket"] = $"ESC-{story.Random.Next(1000, 9999)}",
                ["queue"] = "refunds-manual",
                ["sla_hours"] = 8,
            };
            Step(story, agent, who, history, "escalate_to_human", amount, ticket, 40, 150);
            return true;
        }
        if (refund.Outcome != "approved")
            return true;
        JsonObject paid = new()
        {
            ["refund_id"] = story.NewId("re_"),
            ["state"] = "pending",
            ["arrives_in_days"] = 4,
        };
        if (!story.Chance(22))
        {
            Step(story, agent, who, history, "issue_refund", amount, paid, 300, 900);
            return true;
        }
        Step(story, agent, who, history, "issue_refund", amount, null, 5000, 5100);
        bool second = story.Chance(55);
        Step(
            story,
            agent,
            who,
            history,
            "issue_refund",
            amount,
            second ? paid : null,
            second ? 400 : 5000,
            second ? 900 : 5100
        );
        return second;
    }

    /// <summary>The model asks for a tool, the tool runs. Without a result it fails.</summary>
    static void Step(
        Story story,
        Span agent,
        Customer who,
        Messages history,
        string tool,
        JsonObject arguments,
        JsonObject? result,
        int low,
        int high
    )
    {
        string id = story.NewId("toolu_");
        Messages call = new Messages().Call(id, tool, arguments);
        Model.Call(story, Service, agent, LanguageModel, Instructions, history, call, who, "tool_call");
        history.Append(call);
        Span span = story.Open(Service, "fernhill.agents", $"execute_tool {tool}", agent);
        span.Set("gen_ai.operation.name", "execute_tool")
            .Set("gen_ai.tool.name", tool)
            .Set("gen_ai.tool.type", "function")
            .Set("gen_ai.tool.call.id", id)
            .Set("gen_ai.tool.call.arguments", Messages.Json(arguments));
        story.Spend(low, high);
        if (result is null)
        {
            const string Message = "paybridge: no answer from /v2/refunds within 5000 ms (gateway timeout)";
            span.Fail(story.Now, "GatewayTimeout", Message);
            result = new JsonObject { ["error"] = Message, ["retryable"] = true };
        }
        else
        {
            span.Set("gen_ai.tool.call.result", Messages.Json(result));
        }
        story.Close(span);
        history.Result(id, result);
    }

    static int Age(Customer who, Refund refund) => refund.Outcome == "declined" ? 412 : who.OrderedDaysAgo;

    static JsonObject Order(Customer who, Refund refund) =>
        new()
        {
            ["order_id"] = who.Order,
            ["customer"] = who.Name,
            ["items"] = new JsonArray(
                new JsonObject
                {
                    ["sku"] = who.Product.Sku,
                    ["name"] = who.Product.Name,
                    ["quantity"] = 1,
                    ["price"] = who.Product.Price,
                }
            ),
            ["ordered_days_ago"] = Age(who, refund),
            ["state"] = refund.Reason switch
            {
                "duplicate" => "packed",
                _ => "delivered",
            },
        };

    static JsonObject Policy(Customer who, Refund refund) =>
        new()
        {
            ["eligible"] = refund.Outcome != "declined",
            ["rule"] = refund.Reason == "defective" ? "warranty-5y" : "returns-60d",
            ["needs_human"] = refund.Outcome == "escalated",
            ["max_amount"] = who.Product.Price,
        };
}
