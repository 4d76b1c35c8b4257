namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>Judges a trace, an observation, a session or a run.</summary>
    /// <returns>The id of the score.</returns>
    /// <exception cref="ClewException">It is not with the server.</exception>
    public Task<string> ScoreAsync(NewScore score, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        // The client's own id, so that sending it again makes no second score.
        var id = score.Id ?? events.NewId();
        Events.CheckId(id, "score id");
        var subjects = new[] { score.TraceId, score.SessionId, score.DatasetRunId }.Count(s => s is not null);
        if (subjects != 1 || (score.ObservationId is not null && score.TraceId is null))
        {
            throw new ClewException(
                ClewErrorKind.Usage,
                "A score needs exactly one of a trace, a session and a dataset run; an observation goes with its trace."
            );
        }

        var body = new BodyWriter()
            .Add("id", id)
            .Add("name", score.Name)
            .Add("value", score.Value)
            .Add("dataType", score.DataType)
            .Add("traceId", score.TraceId)
            .Add("observationId", score.ObservationId)
            .Add("sessionId", score.SessionId)
            .Add("datasetRunId", score.DatasetRunId)
            .Add("configId", score.ConfigId)
            .Add("comment", score.Comment)
            .Add("metadata", score.Metadata)
            .Add("environment", score.Environment);
        return PostAsync("/scores", body, true, json => new ApiObject(json).Text("id") ?? id, ct);
    }

    /// <summary>One page of scores.</summary>
    public Task<ApiPage<ClewScore>> ListScoresAsync(ScoreQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var path = new QueryText("/v2/scores")
            .Add("page", query.Page)
            .Add("limit", query.Limit)
            .Add("name", query.Name)
            .Add("traceId", query.TraceId)
            .Add("sessionId", query.SessionId)
            .Add("configId", query.ConfigId)
            .Add("source", query.Source)
            .Add("dataType", query.DataType);
        return PageAsync(path, json => new ClewScore(json), ct);
    }

    /// <summary>One score.</summary>
    public Task<ClewScore> GetScoreAsync(string scoreId, CancellationToken ct = default) =>
        GetAsync("/v2/scores/" + Segment(scoreId, "score id"), json => new ClewScore(json), ct);

    /// <summary>Deletes a score.</summary>
    public Task<ApiObject> DeleteScoreAsync(string scoreId, CancellationToken ct = default) =>
        DeleteAsync("/scores/" + Segment(scoreId, "score id"), ct);

    /// <summary>One page of rules for scores.</summary>
    public Task<ApiPage<ClewScoreConfig>> ListScoreConfigsAsync(
        int page = 1,
        int limit = 100,
        CancellationToken ct = default
    ) =>
        PageAsync(
            new QueryText("/score-configs").Add("page", page).Add("limit", limit),
            json => new ClewScoreConfig(json),
            ct
        );

    /// <summary>The rules of one kind of score.</summary>
    public Task<ClewScoreConfig> GetScoreConfigAsync(string configId, CancellationToken ct = default) =>
        GetAsync("/score-configs/" + Segment(configId, "score config id"), json => new ClewScoreConfig(json), ct);

    /// <summary>Makes rules for a kind of score.</summary>
    public Task<ClewScoreConfig> CreateScoreConfigAsync(NewScoreConfig config, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        var body = new BodyWriter()
            .Add("name", config.Name)
            .Add("dataType", config.DataType)
            .Add("description", config.Description)
            .Add("minValue", config.MinValue)
            .Add("maxValue", config.MaxValue)
            .Add("categories", config.Categories);
        return PostAsync("/score-configs", body, false, json => new ClewScoreConfig(json), ct);
    }

    /// <summary>Takes rules for scores out of use, or back into it.</summary>
    public async Task<ClewScoreConfig> ArchiveScoreConfigAsync(
        string configId,
        bool isArchived = true,
        CancellationToken ct = default
    )
    {
        using var body = new BodyWriter();
        var request = ApiRequest.Patch(
            "/score-configs/" + Segment(configId, "score config id"),
            body.Add("isArchived", isArchived).Done()
        );
        return new ClewScoreConfig(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }
}
