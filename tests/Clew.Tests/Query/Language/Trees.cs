using System.Globalization;
using Clew.Query;

namespace Clew.Tests.Query.Language;

/// <summary>Trees to the last bit, so that two can be compared: their lists compare by identity.</summary>
static class Trees
{
    public static string Dump(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => $"all({string.Join("; ", all.Parts.Select(Dump))})",
            Filter.OneOf one => $"one({string.Join("; ", one.Parts.Select(Dump))})",
            Filter.Opposite not => $"not({Dump(not.Part)})",
            Filter.SomeSpan some => $"span({Dump(some.Part)})",
            Filter.Mentions mentions => $"{mentions.Pattern}",
            Filter.Comparison c =>
                $"{c.Field.Field.Subject}.{c.Field.Field.Name}/{c.Field.Field.Type}[{c.Field.Path}] {c.Test} "
                    + string.Join(
                        '|',
                        c.Values.Select(v =>
                            string.Create(CultureInfo.InvariantCulture, $"{v.Text ?? "-"},{v.Real:R},{v.Integer}")
                        )
                    ),
            _ => throw new NotSupportedException(),
        };
}
