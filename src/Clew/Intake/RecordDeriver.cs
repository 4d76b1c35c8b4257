using Clew.Dialects;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>
/// Understands a record that was kept: decodes its bytes again and asks the dialects. What it adds stays valid: nothing
/// is reused from one record to the next.
/// </summary>
sealed class RecordDeriver(DialectTable dialects) : IDeriver
{
    public long Derive(Record record, FactList facts, bool detail)
    {
        if (record.Kind == RecordKind.OtlpSpan)
        {
            var span = new DecodedSpan();
            if (new RecordReader().TryReadSpan(record, span))
            {
                return dialects.Derive(span, record.ArrivalNano, facts, detail).TimeNano;
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
}
