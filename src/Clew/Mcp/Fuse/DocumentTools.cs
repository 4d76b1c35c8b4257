using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Fuse;

/// <summary>Prompts, datasets and comments.</summary>
static class DocumentTools
{
    static readonly string[] ObjectTypes = ["trace", "observation", "session", "prompt"];

    public static IEnumerable<Tool> All() =>
        [
            new()
            {
                Name = "prompts_list",
                Group = ToolGroup.Prompts,
                Description = "Names of prompts with their versions and labels, at most 100.",
                Parameters = [],
                Run = async (call, ct) =>
                    TraceAnswers.Page("prompts", await call.Client.ListPromptsAsync(limit: 100, ct: ct)),
            },
            new()
            {
                Name = "prompts_get",
                Group = ToolGroup.Prompts,
                Description = "One prompt, whole.",
                Parameters =
                [
                    Parameter.Text("name", "Its name", isRequired: true),
                    Parameter.Text("label", "latest if not given; production, …"),
                ],
                Run = async (call, ct) =>
                {
                    var label = call.Arguments.Text("label") ?? "latest";
                    var prompt = await call.Client.GetPromptAsync(call.Arguments.Needed("name"), label: label, ct: ct);
                    return TraceAnswers.Data([], "prompt", prompt.Json);
                },
            },
            new()
            {
                Name = "datasets_list",
                Group = ToolGroup.Datasets,
                Description = "Datasets, at most 100.",
                Parameters = [],
                Run = async (call, ct) =>
                    TraceAnswers.Page("datasets", await call.Client.ListDatasetsAsync(limit: 100, ct: ct)),
            },
            new()
            {
                Name = "datasets_get",
                Group = ToolGroup.Datasets,
                Description = "A dataset with its items, at most 100 of them.",
                Parameters = [Parameter.Text("name", "Its name", isRequired: true)],
                Run = async (call, ct) =>
                {
                    var name = call.Arguments.Needed("name");
                    var dataset = await call.Client.GetDatasetAsync(name, ct);
                    var items = await call.Client.ListDatasetItemsAsync(name, limit: 100, ct: ct);
                    var (shown, leftOut) = Shortening.Fit(dataset.Json, 4_000);
                    var answer = new JsonObject { ["dataset"] = shown };
                    if (items.TotalItems is { } total)
                    {
                        answer["total_items"] = total;
                    }

                    if (leftOut.Count > 0)
                    {
                        answer["dataset_left_out"] = Json.Strings(leftOut);
                    }

                    return TraceAnswers.Data(answer, "items", items.Json.Member("data") ?? ClewJson.Parse("[]"));
                },
            },
            new()
            {
                Name = "comments_list",
                Group = ToolGroup.Comments,
                Description = "Remarks of people on traces, observations, sessions and prompts.",
                Parameters =
                [
                    Parameter.Choice("object_type", "On what", ObjectTypes),
                    Parameter.Text("object_id", "On which; needs object_type"),
                    Parameter.Text("author_user_id", "By whom"),
                    Parameter.Count("page", "From 1", 1, 1_000_000, 1),
                    Parameter.Count("limit", "Comments on a page", 1, 100, 50),
                ],
                Run = async (call, ct) =>
                {
                    var type = call.Arguments.Choice("object_type", ObjectTypes, "");
                    var query = new CommentQuery
                    {
                        ObjectType = type.Length == 0 ? null : type.ToUpperInvariant(),
                        ObjectId = call.Arguments.OptionalId("object_id"),
                        AuthorUserId = call.Arguments.Text("author_user_id"),
                        Page = call.Arguments.Count("page"),
                        Limit = call.Arguments.Count("limit"),
                    };
                    if (query.ObjectId is not null && query.ObjectType is null)
                    {
                        throw new ToolRefusal("'object_id' needs 'object_type' beside it: trace, observation, …");
                    }

                    return TraceAnswers.Page("comments", await call.Client.ListCommentsAsync(query, ct));
                },
            },
            new()
            {
                Name = "comments_get",
                Group = ToolGroup.Comments,
                Description = "One comment.",
                Parameters = [Parameter.Text("comment_id", "Its id", isRequired: true)],
                Run = async (call, ct) =>
                {
                    var comment = await call.Client.GetCommentAsync(call.Arguments.Id("comment_id"), ct);
                    return TraceAnswers.Data([], "comment", comment.Json);
                },
            },
            new()
            {
                Name = "comments_create",
                Group = ToolGroup.Comments,
                Effect = Effect.Writes,
                Description = "Remark on a trace, observation, session or prompt.",
                Parameters =
                [
                    Parameter.Text("text", "The remark", isRequired: true),
                    Parameter.Choice("object_type", "On what", ObjectTypes, isRequired: true),
                    Parameter.Text("object_id", "On which", isRequired: true),
                    Parameter.Text("author_user_id", "By whom"),
                ],
                Run = async (call, ct) =>
                {
                    var comment = new NewComment(
                        call.Arguments.Choice("object_type", ObjectTypes, "").ToUpperInvariant(),
                        call.Arguments.Id("object_id"),
                        call.Arguments.Needed("text")
                    )
                    {
                        AuthorUserId = call.Arguments.Text("author_user_id"),
                    };
                    var id = await call.Client.CommentAsync(comment, ct);
                    return Reply.Success(new JsonObject { ["comment_id"] = id, ["message"] = $"Created comment {id}" });
                },
            },
        ];
}
