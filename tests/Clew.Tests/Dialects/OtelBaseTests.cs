using Clew.Dialects;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class OtelBaseTests
{
    [Fact]
    public void Sessions_and_users_have_stand_ins()
    {
        var builder = new SpanBuilder()
            .With("enduser.id", "e")
            .With("gen_ai.request.user", "r")
            .With("gen_ai.thread.id", "thread");
        Assert.Equal(("r", "thread"), Named(builder));
        builder.With("user.id", "u").With("gen_ai.conversation.id", "conversation");
        Assert.Equal(("u", "conversation"), Named(builder));
        Assert.Equal(("u", "session"), Named(builder.With("session.id", "session")));

        static (string?, string?) Named(SpanBuilder builder)
        {
            var trace = builder.Fold(Subject.Trace);
            return (trace.Text(Field.UserId), trace.Text(Field.SessionId));
        }
    }

    [Fact]
    public void A_span_has_its_name_parent_and_times()
    {
        var row = new SpanBuilder().ChildOf("00000000000000ff").Row();
        Assert.Equal(
            ("span", "00000000000000ff", 1_000L, 2_000L),
            (row.Name, row.ParentId.ToString(), row.StartNano, row.EndNano)
        );
        Assert.Equal(SpanStatus.Completed, row.Status);
        Assert.Equal(SpanType.Span, row.Type);
    }

    [Fact]
    public void A_span_that_has_not_ended_runs() =>
        Assert.Equal(SpanStatus.Running, new SpanBuilder().Set(s => s.EndNano = 0).Row().Status);

    [Theory]
    [InlineData(3_000, 2_000, 3_000)]
    [InlineData(0, 2_000, 2_000)]
    [InlineData(0, 0, 9_000)]
    public void A_span_speaks_at_its_end_else_its_start_else_its_arrival(long end, long start, long expected)
    {
        var span = new SpanBuilder().Set(s => (s.StartNano, s.EndNano) = (start, end)).Build();
        Assert.Equal(expected, DialectTable.Default.Derive(span, 9_000, new FactList(), false));
    }

    [Fact]
    public void A_failed_status_has_its_message()
    {
        var builder = new SpanBuilder()
            .Set(s => (s.StatusCode, s.StatusMessage) = (2, "boom"u8.ToArray()))
            .Event("exception", ("exception.message", "boom: API down"), ("exception.type", "Error"));
        Assert.Equal(SpanStatus.Failed, builder.Row().Status);
        Assert.Equal(
            ("boom", "Error"),
            (builder.Fold().Text(Field.ErrorMessage), builder.Fold().Text(Field.ErrorType))
        );
    }

    [Fact]
    public void An_exception_event_fails_a_span_even_with_status_ok()
    {
        var builder = new SpanBuilder().Set(s => s.StatusCode = 1).Event("exception", ("exception.message", "x"));
        Assert.Equal(SpanStatus.Failed, builder.Row().Status);
        Assert.Equal("x", builder.Fold().Text(Field.ErrorMessage));
    }

    [Fact]
    public void An_error_type_alone_fails_a_span()
    {
        var fold = new SpanBuilder().With("error.type", "404").Fold();
        Assert.Equal((1L, "404"), (fold.Number(Field.Failed), fold.Text(Field.ErrorType)));
    }

    [Fact]
    public void The_resource_names_service_environment_and_version()
    {
        var builder = new SpanBuilder().Resource(
            ("service.name", "api"),
            ("service.version", "1.2.3"),
            ("deployment.environment", "old"),
            ("deployment.environment.name", "prod")
        );
        Assert.Equal("api", builder.Row().Service);
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("prod", "1.2.3"), (trace.Text(Field.Environment), trace.Text(Field.Version)));
        Assert.Null(trace.Text(Field.Release));
    }

    [Fact]
    public void Session_and_user_belong_to_the_trace_and_the_root_has_the_say()
    {
        var root = new SpanBuilder().With("session.id", "root").With("user.id", 7).Facts();
        var child = new SpanBuilder().ChildOf("00000000000000ff").With("session.id", "child").Facts();
        var fold = Folding.Of(root, Subject.Trace, time: 1_000);
        foreach (var fact in child.Where(f => f.Subject == Subject.Trace))
        {
            fold.Apply(fact, Stamp.At(5_000, 9_000, 0));
        }

        Assert.Equal(("root", "7"), (fold.Text(Field.SessionId), fold.Text(Field.UserId)));
    }

    [Fact]
    public void A_conversation_is_a_session_unless_there_is_one()
    {
        Assert.Equal(
            "c",
            new SpanBuilder().With("gen_ai.conversation.id", "c").Fold(Subject.Trace).Text(Field.SessionId)
        );
        var both = new SpanBuilder().With("gen_ai.conversation.id", "c").With("session.id", "s");
        Assert.Equal("s", both.Fold(Subject.Trace).Text(Field.SessionId));
    }
}
