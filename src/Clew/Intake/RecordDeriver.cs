using Clew.Dialects;
using Clew.Model;
using Clew.Pricing;
using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>
/// Understands a record that was kept: decodes its bytes again and asks the dialects; and prices what nobody priced.
/// What it adds stays valid: nothing is reused from one record to the next.
/// </summary>
/// <param name="ownPrices">Names the prices that are not built in; empty if there are none.</param>
sealed class RecordDeriver(DialectTable dialects, PriceBook prices, string ownPrices = "") : IDeriver
{
    public string Rules { get; } =
        string.Join(", ", dialects.Dialects.Select(d => $"{d.Name} {d.Version}"))
        + $"; prices {PriceTable.BuiltInDate} {ownPrices}";

    public long Derive(Record record, FactList facts, bool detail)
    {
        if (record.Kind == RecordKind.OtlpSpan)
        {
            var span = new DecodedSpan();
            if (new RecordReader().TryReadSpan(record, span))
            {
                return dialects.Derive(span, record.ArrivalNano, facts, detail);
            }
        }
        else
        {
            var log = new DecodedLog();
            if (new RecordReader().TryReadLog(record, log))
            {
                return dialects.Derive(log, record.ArrivalNano, facts, detail);
            }
        }

        facts.Add(new(Subject.Span, Field.DeriveError, 1, 1, null, null, null));
        return record.ArrivalNano;
    }

    /// <summary>What the sender says a call cost is what it cost.</summary>
    public SpanRow Complete(SpanRow row) =>
        row.CostPicoUsd is null
        && !row.Usage.IsEmpty
        && prices.Price(row.Provider, row.RequestModel, row.ResponseModel, row.Usage, row.StartNano) is { } cost
            ? row with
            {
                CostPicoUsd = cost.PicoUsd,
                PricedBy = cost.PricedAs,
            }
            : row;
}
