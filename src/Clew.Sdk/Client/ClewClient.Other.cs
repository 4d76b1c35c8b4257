using System.Security.Cryptography;

namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>Whether the server is well. Needs no keys.</summary>
    public Task<ClewHealth> GetHealthAsync(CancellationToken ct = default) =>
        GetAsync("/health", json => new ClewHealth(json), ct);

    /// <summary>What the keys open: one project.</summary>
    public Task<ApiPage<ClewProject>> ListProjectsAsync(CancellationToken ct = default) =>
        PageAsync(new QueryText("/projects"), json => new ClewProject(json), ct);

    /// <summary>One page of comments.</summary>
    public Task<ApiPage<ClewComment>> ListCommentsAsync(CommentQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var path = new QueryText("/comments")
            .Add("page", query.Page)
            .Add("limit", query.Limit)
            .Add("objectType", query.ObjectType)
            .Add("objectId", query.ObjectId)
            .Add("authorUserId", query.AuthorUserId);
        return PageAsync(path, json => new ClewComment(json), ct);
    }

    /// <summary>One comment.</summary>
    public Task<ClewComment> GetCommentAsync(string commentId, CancellationToken ct = default) =>
        GetAsync("/comments/" + Segment(commentId, "comment id"), json => new ClewComment(json), ct);

    /// <summary>Makes a remark about a trace, an observation, a session or a prompt.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CommentAsync(NewComment comment, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var projects = await ListProjectsAsync(ct).ConfigureAwait(false);
        var body = new BodyWriter()
            .Add("id", comment.Id)
            .Add("createdAt", comment.CreatedAt)
            .Add("projectId", (projects.Items is [var first, ..] ? first.Id : null))
            .Add("objectType", comment.ObjectType.ToUpperInvariant())
            .Add("objectId", comment.ObjectId)
            .Add("content", comment.Content)
            .Add("authorUserId", comment.AuthorUserId);
        return await PostAsync("/comments", body, false, json => new ApiObject(json).Text("id") ?? "", ct)
            .ConfigureAwait(false);
    }

    /// <summary>One page of models and their prices: those that the project created first.</summary>
    public Task<ApiPage<ApiObject>> ListModelsAsync(int page = 1, int limit = 50, CancellationToken ct = default) =>
        PageAsync(new QueryText("/models").Add("page", page).Add("limit", limit), json => new ApiObject(json), ct);

    /// <summary>Says what a model costs from now on.</summary>
    public Task<ApiObject> CreateModelAsync(NewModel model, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var body = new BodyWriter()
            .Add("modelName", model.ModelName)
            .Add("matchPattern", model.MatchPattern)
            .Add("unit", model.Unit)
            .Add("pricingTiers", model.PricingTiers)
            .Add("startDate", model.StartDate)
            .Add("tokenizerId", model.TokenizerId)
            .Add("tokenizerConfig", model.TokenizerConfig);
        return PostAsync("/models", body, false, json => new ApiObject(json), ct);
    }

    /// <summary>A file beside a trace, and where to fetch it.</summary>
    public Task<ClewMedia> GetMediaAsync(string mediaId, CancellationToken ct = default) =>
        GetAsync("/media/" + Segment(mediaId, "media id"), json => new ClewMedia(json), ct);

    /// <summary>Puts a file beside a trace. The same bytes are sent once.</summary>
    /// <exception cref="ClewException">The file is not with the server.</exception>
    public async Task<UploadedMedia> UploadMediaAsync(NewMedia media, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        Events.CheckId(media.TraceId, "trace id");
        var hash = Convert.ToBase64String(SHA256.HashData(media.Bytes.Span));
        var body = new BodyWriter()
            .Add("traceId", media.TraceId)
            .Add("observationId", media.ObservationId)
            .Add("field", media.Field)
            .Add("contentType", media.ContentType)
            .Add("contentLength", (long?)media.Bytes.Length)
            .Add("sha256Hash", hash);
        var answer = await PostAsync("/media", body, true, json => new ApiObject(json), ct).ConfigureAwait(false);
        var id =
            answer.Text("mediaId")
            ?? throw new ClewException(ClewErrorKind.NotThisApi, $"{transport.Host} gave the file no id.");
        var address = answer.Text("uploadUrl");
        if (address is not null)
        {
            await UploadAsync(media, id, hash, address, ct).ConfigureAwait(false);
        }

        var token = $"@@@langfuseMedia:type={media.ContentType}|id={id}|source=bytes@@@";
        return new UploadedMedia(id, token, WasKnown: address is null);
    }

    async Task UploadAsync(NewMedia media, string id, string hash, string address, CancellationToken ct)
    {
        var start = Options.Time.GetTimestamp();
        var reply = await transport
            .PutAsync(new Uri(Options.Host, address), media.ContentType, hash, media.Bytes, ct)
            .ConfigureAwait(false);
        using var body = new BodyWriter();
        body.Add("uploadedAt", Options.Time.GetUtcNow())
            .Add("uploadHttpStatus", (long?)reply.Status)
            .Add("uploadHttpError", reply.IsSuccess ? null : Failure.Reason(reply) ?? "failed")
            .Add("uploadTimeMs", (long?)Options.Time.GetElapsedTime(start).TotalMilliseconds);
        await transport
            .AskAsync(ApiRequest.Patch("/media/" + ApiRequest.Segment(id), body.Done()), ct)
            .ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            throw new ClewException(
                reply.Status == 413 ? ClewErrorKind.TooLarge : ClewErrorKind.ServerFailed,
                $"The file was not stored: {new Uri(Options.Host, address).Host} answered {reply.Status}."
            )
            {
                StatusCode = reply.Status,
            };
        }
    }
}
