namespace Clew.Pricing;

/// <summary>The prices of one model at one provider through time.</summary>
sealed class PriceSchedule
{
    readonly List<PriceRow> rows = [];

    /// <summary>The earliest first.</summary>
    public IReadOnlyList<PriceRow> Rows => rows;

    /// <summary>False if the schedule has a row of that day already.</summary>
    public bool Add(PriceRow row)
    {
        var place = rows.FindLastIndex(r => r.EffectiveFromNano <= row.EffectiveFromNano);
        if (place >= 0 && rows[place].EffectiveFrom == row.EffectiveFrom)
        {
            return false;
        }

        rows.Insert(place + 1, row);
        return true;
    }

    /// <summary>The row with the latest first day that is not after the call; null if all of them are.</summary>
    /// <param name="unixNano">When the call was made.</param>
    public PriceRow? At(long unixNano)
    {
        var i = rows.Count - 1;
        while (i >= 0 && rows[i].EffectiveFromNano > unixNano)
        {
            i--;
        }

        return i < 0 ? null : rows[i];
    }
}
