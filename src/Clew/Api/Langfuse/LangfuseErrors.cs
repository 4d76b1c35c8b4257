using Clew.Store;
using Microsoft.AspNetCore.Http;

namespace Clew.Api.Langfuse;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Code">For programs: <c>invalid_type</c>, <c>too_small</c>, <c>too_big</c>, <c>invalid_value</c>, <c>custom</c>.</param>
/// <param name="Path">Where: names of members and parameters, and places in lists.</param>
/// <param name="Message">What is wrong and what is right, in a sentence.</param>
sealed record LangfuseIssue(string Code, IReadOnlyList<string> Path, string Message);

/// <summary>How Langfuse says that a request is not as it must be.</summary>
sealed record LangfuseInvalid(string Message, IReadOnlyList<LangfuseIssue> Error);

/// <summary>Ends a request with an error in Langfuse's shape, from however deep in the rules it is found.</summary>
sealed class LangfuseRefusal(int status, string message, string? error) : Exception(message)
{
    LangfuseRefusal(IReadOnlyList<LangfuseIssue> issues)
        : this(StatusCodes.Status400BadRequest, "Invalid request data", null) => Issues = issues;

    LangfuseRefusal(IResult answer)
        : this(StatusCodes.Status400BadRequest, "Invalid request data", null) => Answer = answer;

    IReadOnlyList<LangfuseIssue>? Issues { get; }

    /// <summary>In place of Langfuse's shape.</summary>
    IResult? Answer { get; }

    /// <summary>For what Langfuse does not have, and so has no words for.</summary>
    public static LangfuseRefusal With(IResult answer) => new(answer);

    public static LangfuseRefusal Invalid(IReadOnlyList<LangfuseIssue> issues) => new(issues);

    public static LangfuseRefusal BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, message, "InvalidRequestError");

    public static LangfuseRefusal Forbidden(string message) =>
        new(StatusCodes.Status403Forbidden, message, "ForbiddenError");

    public static LangfuseRefusal NotFound(string message) =>
        new(StatusCodes.Status404NotFound, message, "LangfuseNotFoundError");

    public static LangfuseRefusal TooLarge(string message) =>
        new(StatusCodes.Status413PayloadTooLarge, message, "PayloadTooLargeError");

    public IResult ToResult() =>
        Answer is not null ? Answer
        : Issues is { } issues
            ? TypedResults.Json(
                new LangfuseInvalid(Message, issues),
                LangfuseJson.Plain.LangfuseInvalid,
                statusCode: status
            )
        : TypedResults.Json(new LangfuseMessage(Message, error), ApiJson.Plain.LangfuseMessage, statusCode: status);

    /// <summary>For a group of endpoints.</summary>
    public static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (LangfuseRefusal refusal)
        {
            return refusal.ToResult();
        }
        catch (UnknownProjectException e)
        {
            return NotFound(e.Message).ToResult();
        }
    }
}
