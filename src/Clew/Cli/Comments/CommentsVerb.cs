using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Comments;

/// <summary><c>clew comments …</c>; alone it lists.</summary>
static class CommentsVerb
{
    static readonly string[] Types = ["TRACE", "OBSERVATION", "SESSION", "PROMPT"];

    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "comments",
                "Comments of people",
                [],
                List(new Command("list", "List comments"), around),
                Get(around),
                Post(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var (type, id) = Subject();
        var author = Flag.Text("--author", "ID", "By this person");
        foreach (var flag in new Option[] { type, id, author })
        {
            verb.Add(flag);
        }

        return new Listing<ClewComment>(
            ["CREATED", "ABOUT", "ID", "COMMENT", "CONTENT"],
            (comment, call) =>
                [
                    Shown.Time(comment.CreatedAt, call.Around.Time),
                    comment.ObjectType ?? "",
                    Shown.Cut(comment.ObjectId ?? "", 800),
                    Shown.Cut(comment.Id, 800),
                    Shown.Cut(comment.Content ?? "", 100),
                ],
            (call, parsed, page, limit, ct) =>
                call.Client.ListCommentsAsync(
                    new CommentQuery
                    {
                        Page = page,
                        Limit = limit,
                        ObjectType = parsed.GetValue(type)?.ToUpperInvariant(),
                        ObjectId = parsed.GetValue(id),
                        AuthorUserId = parsed.GetValue(author),
                    },
                    ct
                )
        ).On(verb, "comments", around);
    }

    static Command Get(Surroundings around)
    {
        var id = Flag.Needed("COMMENT_ID", "As 'clew comments list' shows it");
        var json = ClientVerb.JsonFlag();
        return new Command("get", "Show one comment") { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var comment = await call.Client.GetCommentAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(comment.Json);
                    return;
                }

                call.Output.WriteLine(
                    $"{Shown.Time(comment.CreatedAt, around.Time)}  {comment.ObjectType} {Shown.Cut(comment.ObjectId ?? "", 800)}"
                );
                call.Output.WriteLine(Shown.Safe(comment.Content ?? ""));
            }
        );
    }

    static Command Post(Surroundings around)
    {
        var text = Flag.Needed("TEXT", "The remark");
        var (type, id) = Subject();
        type.Required = true;
        id.Required = true;
        var author = Flag.Text("--author", "ID", "Who says it");
        return new Command("post", "Say something about a trace, a step, a session or a prompt")
        {
            text,
            type,
            id,
            author,
        }
            .Known("create")
            .Writes(
                around,
                async (call, parsed, ct) =>
                {
                    var made = await call.Client.CommentAsync(
                        new NewComment(
                            parsed.GetRequiredValue(type)!,
                            parsed.GetRequiredValue(id)!,
                            parsed.GetRequiredValue(text)
                        )
                        {
                            AuthorUserId = parsed.GetValue(author),
                        },
                        ct
                    );
                    call.WriteJson(ClewJson.Parse($$"""{"id":{{ClewJson.OfText(made).GetRawText()}}}"""));
                }
            );
    }

    static (Option<string?> Type, Option<string?> Id) Subject()
    {
        var type = Flag.Text("--object-type", "TYPE", "TRACE, OBSERVATION, SESSION or PROMPT");
        type.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Types.Contains(token.Value.ToUpperInvariant()))
            {
                result.AddError($"--object-type is one of {string.Join(", ", Types)}.");
            }
        });
        return (type, Flag.Text("--object-id", "ID", "What it is about"));
    }
}
