using System.Collections.Concurrent;
using Clew.Dialects;
using Clew.Model;
using Clew.Pricing;
using Clew.Wire.Langfuse;
using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>
/// Understands a record that was kept: decodes its bytes again and asks the dialects; and prices what nobody priced.
/// </summary>
/// <param name="ownPrices">Names the prices that are not built in; empty if there are none.</param>
/// <param name="models">What projects say that models cost, which counts first; null for nothing.</param>
/// <param name="categories">What projects say that categories are worth; null for nothing.</param>
sealed class RecordDeriver(
    DialectTable dialects,
    PriceBook prices,
    string ownPrices = "",
    ProjectPrices? models = null,
    ProjectCategories? categories = null
) : IDeriver
{
    readonly ConcurrentBag<Workbench> idle = [];

    public string Rules { get; } =
        string.Join(", ", dialects.Dialects.Select(d => $"{d.Name} {d.Version}"))
        + $", {LangfuseEvents.Name} {LangfuseEvents.Version}; prices {PriceTable.BuiltInDate} {ownPrices}";

    public Derived Derive(Record record, FactList facts, bool detail)
    {
        // Facts of rows are numbers and texts of their own; those beyond may be slices of what was decoded.
        if (detail)
        {
            return new Workbench().Derive(dialects, record, facts, detail);
        }

        var bench = idle.TryTake(out var free) ? free : new();
        var first = facts.Count;
        var derived = bench.Derive(dialects, record, facts, detail);
        facts.Settle(first);
        idle.Add(bench);
        return derived;
    }

    /// <summary>What the sender says a call cost is what it cost.</summary>
    public SpanRow Complete(string project, SpanRow row)
    {
        if (row.CostPicoUsd is not null || row.Model is null)
        {
            return row;
        }

        var cost = default(CallCost?);
        if (models?.TryPrice(project, row, out cost) != true && !row.Usage.IsEmpty)
        {
            cost = prices.Price(row.Provider, row.RequestModel, row.ResponseModel, row.Usage, row.StartNano);
        }

        return cost is { } known
            ? row with
            {
                CostPicoUsd = known.PicoUsd,
                InputCostPicoUsd = known.InputPicoUsd,
                OutputCostPicoUsd = known.OutputPicoUsd,
                PricedBy = known.PricedAs,
            }
            : row;
    }

    public Score Complete(string project, Score score) => categories?.Complete(project, score) ?? score;

    /// <summary>What decoding needs, reused from record to record.</summary>
    sealed class Workbench
    {
        readonly RecordReader reader = new();
        readonly DecodedSpan span = new();
        readonly DecodedLog log = new();

        readonly LangfuseEvent said = new();

        public Derived Derive(DialectTable dialects, Record record, FactList facts, bool detail)
        {
            if (record.Kind.HasOwnId() && LangfuseEventReader.TryRead(record.Bytes, said))
            {
                return dialects.Derive(said, record.ArrivalNano, facts, detail);
            }

            if (record.Kind == RecordKind.OtlpSpan && reader.TryReadSpan(record, span))
            {
                var derived = dialects.Derive(span, record.ArrivalNano, facts, detail);
                return new(derived.About, derived.TimeNano);
            }

            if (record.Kind == RecordKind.OtlpLog && reader.TryReadLog(record, log))
            {
                return new(record.SpanId, dialects.Derive(log, record.ArrivalNano, facts, detail));
            }

            facts.Add(new(Subject.Span, Field.DeriveError, 1, 1, null, null, null));
            return new(record.SpanId, record.ArrivalNano);
        }
    }
}
