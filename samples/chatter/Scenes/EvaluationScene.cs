using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatter.Scenes;

/// <summary>The nightly evaluator: a judge model reads yesterday's answers and scores them.</summary>
static class EvaluationScene
{
    const string Service = "nightly-eval";
    const string Instructions =
        "You judge answers of a support assistant. Score one criterion from 0 to 1 and explain in one sentence. Reply as JSON.";

    public static Story Tell(Exchanges exchanges, Random random, long start)
    {
        Story story = new(random, start);
        Span run = story.Open(Service, "fernhill.eval", "nightly evaluation", null);
        int count = random.Next(5, 9);
        run.Set("gen_ai.operation.name", "invoke_workflow")
            .Set("gen_ai.workflow.name", "nightly evaluation")
            .Set("eval.dataset", "answers-of-yesterday")
            .Set("eval.sample_size", count);
        int failed = 0;
        for (int i = 0; i < count; i++)
            failed += Judge(story, run, exchanges) ? 0 : 1;
        run.Set("eval.failed", failed);
        story.Close(run);
        return story;
    }

    /// <returns>True if the answer passed.</returns>
    static bool Judge(Story story, Span run, Exchanges exchanges)
    {
        JsonElement[] judgement = story.Pick(exchanges.Judgements);
        string criterion = judgement[0].GetString()!;
        double score = judgement[1].GetDouble();
        string label = judgement[2].GetString()!;
        string explanation = judgement[3].GetString()!;
        Chat chat = story.Pick(exchanges.Chats);
        Customer who = new(exchanges, story.Random, story.Now, chat.Fits);
        string[] turn = chat.Turns[0];
        string judged = $"Criterion: {criterion}\n\nCustomer: {who.Fill(turn[0])}\n\nAnswer: {who.Fill(turn[1])}";
        Span span = story.Open(Service, "fernhill.eval", $"evaluate {criterion}", run);
        span.Set("openinference.span.kind", "EVALUATOR")
            .Set("input.value", judged)
            .Set("input.mime_type", "text/plain");
        string verdict = Messages.Json(
            new JsonObject
            {
                ["score"] = score,
                ["label"] = label,
                ["explanation"] = explanation,
            }
        );
        Messages input = new Messages().Text("user", judged);
        Messages output = new Messages().Text("assistant", verdict, "stop");
        Model.Call(story, Service, span, "gpt-4o", Instructions, input, output, null, "stop");
        span.Set("gen_ai.evaluation.name", criterion)
            .Set("gen_ai.evaluation.score.value", score)
            .Set("gen_ai.evaluation.score.label", label)
            .Set("gen_ai.evaluation.explanation", explanation)
            .Set("output.value", verdict)
            .Set("output.mime_type", "application/json");
        story.Close(span);
        return label == "pass";
    }
}
