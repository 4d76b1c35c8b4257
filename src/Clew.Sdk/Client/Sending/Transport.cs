using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Clew;

/// <summary>Sends a request until it is answered or it is certain that it will not be.</summary>
sealed class Transport : IDisposable
{
    readonly ClewClientOptions options;
    readonly HttpClient client;
    readonly Lazy<HttpClient> bare;
    readonly string root;

    public Transport(ClewClientOptions options)
    {
        this.options = options;
        root = options.Host.GetLeftPart(UriPartial.Path).TrimEnd('/');
        client = new HttpClient(options.Handler ?? OwnHandler(options.Host), disposeHandler: options.Handler is null)
        {
            // Each attempt has its own.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        bare = new(() =>
            new HttpClient(options.Handler ?? OwnHandler(options.Host), disposeHandler: options.Handler is null)
            {
                Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            }
        );
        client.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("clew-sdk", typeof(Transport).Assembly.GetName().Version?.ToString(3))
        );
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (options.SecretKey is { } secret)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.PublicKey}:{secret}"));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }
        else if (options.PublicKey is { } publicKey)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", publicKey);
        }
    }

    public string Host => root;

    public void Dispose()
    {
        client.Dispose();
        if (bare.IsValueCreated)
        {
            bare.Value.Dispose();
        }
    }

    /// <summary>Sends it and reads the JSON of the answer; an empty answer is an empty object.</summary>
    /// <exception cref="ClewException">It was not done, or what answered is not this API.</exception>
    public async Task<JsonElement> AskAsync(ApiRequest request, CancellationToken ct)
    {
        var reply = await SendAsync(request, ct).ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            throw Failure.OfStatus(root, request, reply);
        }

        if (reply.Body.Length == 0)
        {
            return ClewJson.Parse("{}");
        }

        try
        {
            return ClewJson.Parse(reply.Body);
        }
        catch (JsonException e)
        {
            throw Failure.NotJson(root, request, reply, e);
        }
    }

    /// <summary>Sends it, again where that may help, and gives the last answer whatever its status.</summary>
    /// <exception cref="ClewException">No answer came.</exception>
    public async Task<Reply> SendAsync(ApiRequest request, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt >= options.Attempts;
            TimeSpan pause;
            try
            {
                var reply = await OnceAsync(request, ct).ConfigureAwait(false);
                if (isLast || !Retry.MayHelp(reply.Status, request.IsRepeatable))
                {
                    return reply;
                }

                pause = reply.RetryAfter ?? Pause(attempt);
                if (pause > options.LongestPause)
                {
                    return reply;
                }
            }
            catch (ClewException e) when (!isLast && Retry.MayHelp(e, request.IsRepeatable))
            {
                pause = Pause(attempt);
            }

            await PauseAsync(pause, ct).ConfigureAwait(false);
        }
    }

    public TimeSpan Pause(int attempt) => Retry.Pause(options, attempt);

    public Task PauseAsync(TimeSpan pause, CancellationToken ct) => Task.Delay(pause, options.Time, ct);

    /// <summary>Puts a file where the server said. Elsewhere than at the host it is sent without the keys.</summary>
    public async Task<Reply> PutAsync(
        Uri address,
        string type,
        string sha256,
        ReadOnlyMemory<byte> bytes,
        CancellationToken ct
    )
    {
        var isOwn = address.GetLeftPart(UriPartial.Authority) == options.Host.GetLeftPart(UriPartial.Authority);
        using var message = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new ReadOnlyMemoryContent(bytes),
        };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        message.Headers.TryAddWithoutValidation("x-amz-checksum-sha256", sha256);
        return await OnceAsync(message, isOwn ? client : bare.Value, ct).ConfigureAwait(false);
    }

    /// <summary>Sends it once, and gives an answer that goes on and on.</summary>
    /// <param name="lastId">Where an earlier answer ended.</param>
    /// <exception cref="ClewException">No such answer came.</exception>
    public async Task<EventReader> FollowAsync(ApiRequest request, string? lastId, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, root + request.Path);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is not null)
        {
            message.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        // For its beginning only: what comes then takes as long as it takes.
        using var clock = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, clock.Token);
        try
        {
            var response = await client
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return new(response, await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false));
            }

            using (response)
            {
                throw Failure.OfStatus(root, request, await ReplyAsync(response, either.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw Failure.TimedOut(root, options.Timeout, e);
        }
        catch (HttpRequestException e)
        {
            throw Failure.OfConnection(root, e);
        }
    }

    async Task<Reply> OnceAsync(ApiRequest request, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, root + request.Path);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await OnceAsync(message, client, ct).ConfigureAwait(false);
    }

    async Task<Reply> OnceAsync(HttpRequestMessage message, HttpClient through, CancellationToken ct)
    {
        using var clock = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, clock.Token);
        try
        {
            using var response = await through.SendAsync(message, either.Token).ConfigureAwait(false);
            return await ReplyAsync(response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw Failure.TimedOut(root, options.Timeout, e);
        }
        catch (HttpRequestException e)
        {
            throw Failure.OfConnection(root, e);
        }
    }

    async Task<Reply> ReplyAsync(HttpResponseMessage response, CancellationToken ct) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false),
            Retry.After(response.Headers.RetryAfter, options.Time),
            response.Headers.Location
        );

    /// <summary>Redirects are told, not followed: a POST would arrive as a GET, and the keys elsewhere.</summary>
    static SocketsHttpHandler OwnHandler(Uri host) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = !host.IsLoopback,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
}

/// <param name="RetryAfter">What the server asked for; null if it did not.</param>
sealed record Reply(int Status, string? MediaType, byte[] Body, TimeSpan? RetryAfter, Uri? Location)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
