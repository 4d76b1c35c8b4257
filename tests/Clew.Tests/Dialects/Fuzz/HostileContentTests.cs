using System.Diagnostics;
using System.Globalization;
using Clew.Dialects;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>
/// Nothing that a sender can put into telemetry breaks the understanding of it: no dialect fails, nothing grows out of
/// hand, rows do not depend on what is asked for beside them, and all of it can be shown. Seeded: a failure names its
/// case, and comes back.
/// </summary>
public class HostileContentTests
{
    const int Rounds = 6;

    /// <summary>Far more than it takes; what is superlinear takes minutes.</summary>
    static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    static readonly DialectTable Table = DialectTable.Default;

    [Fact]
    public void Damaged_captures_are_understood_as_far_as_they_go() =>
        Within(
            Guard,
            understanding =>
            {
                var envelope = new OtlpEnvelope();
                foreach (var capture in Capture.All.Where(c => c.Signal != OtlpSignal.Metrics))
                {
                    for (var round = 0; round < Rounds; round++)
                    {
                        var random = new Random(Mutations.SeedOf(capture.Name) + round);
                        var body = Mutations.Damaged(capture, random);
                        Assert.True(
                            envelope.TryRead(capture.Signal, RecordEncoding.Protobuf, body, body.Length, out var error),
                            error
                        );
                        var flips = round % 2 == 0 ? random : null;
                        foreach (var item in envelope.Items)
                        {
                            var context = envelope.Contexts[item.Context];
                            var what = $"{capture.Name}, round {round}, item at {item.Start}";
                            if (capture.Signal == OtlpSignal.Traces)
                            {
                                understanding.CheckSpan(what, item.Buffer, item.Start, item.Length, context, flips);
                            }
                            else
                            {
                                understanding.CheckLog(what, item.Buffer, item.Start, item.Length, context, flips);
                            }
                        }
                    }
                }
            }
        );

    [Fact]
    public void The_keys_of_a_dialect_may_hold_anything_together() =>
        Within(
            Guard,
            understanding =>
            {
                foreach (var vocabulary in Vocabulary.Of(Table))
                {
                    for (var round = 0; round < 24; round++)
                    {
                        var random = new Random(Mutations.SeedOf(vocabulary.Dialect) + round);
                        var what = $"{vocabulary.Dialect}, round {round}";
                        understanding.CheckSpan(what, vocabulary.Span(random), vocabulary.Scope(random));
                        understanding.CheckLog(what, vocabulary.Log(random));
                    }
                }
            }
        );

    [Fact]
    public void Ten_thousand_attributes_cost_no_more_than_their_number() =>
        Within(
            Guard,
            understanding =>
            {
                var vocabularies = Vocabulary.Of(Table);
                foreach (var some in vocabularies.SelectMany(v => v.Prefixes).Distinct().Chunk(12))
                {
                    var apart = Many(i => $"{some[i % some.Length]}{4_000_000_000L * i}.message.contents.{i}.x");
                    understanding.CheckSpan($"{some[0]} and others, far apart", apart);
                    var dense = Many(i => $"{some[i % some.Length]}0.message.tool_calls.{i}.tool_call.function.name");
                    understanding.CheckSpan($"{some[0]} and others, close together", dense);
                }

                foreach (var some in vocabularies.SelectMany(v => v.Keys).Distinct().Chunk(200))
                {
                    understanding.CheckSpan($"{some[0]} and others, again and again", Many(i => some[i % some.Length]));
                }
            }
        );

    static Span Many(Func<int, string> key)
    {
        var span = Vocabulary.Span(("openinference.span.kind", HostileValues.Text("LLM")));
        for (var i = 0; i < 10_000; i++)
        {
            span.Attributes.Add(new KeyValue { Key = key(i), Value = HostileValues.Text("x") });
        }

        return span;
    }

    static void Within(TimeSpan most, Action<Understanding> check)
    {
        var understanding = new Understanding(Table);
        var watch = Stopwatch.StartNew();
        check(understanding);
        Assert.True(understanding.Records > 10);
        Assert.True(watch.Elapsed < most, $"{understanding.Records} records took {watch.Elapsed}");
    }
}
