namespace Clew.Pricing;

/// <summary>What a call cost, and by which row of which table.</summary>
/// <param name="PicoUsd">In 10⁻¹² US dollars, so that sums do not depend on their order. Never negative.</param>
/// <param name="InputPicoUsd">The part for what went in, cache included.</param>
/// <param name="OutputPicoUsd">The part for what came out, reasoning included.</param>
/// <param name="PricedAs">
/// Provider, model, first day and tier of the row: <c>openai/gpt-5.4 @2026-08-01 >271999</c>. Stable, so that it can be
/// kept with the cost: what was charged then does not change with the table.
/// </param>
/// <param name="IsDoubtful">
/// The parts of the usage are more than the whole, or a count is negative: the report was probably misread.
/// </param>
readonly record struct CallCost(
    long PicoUsd,
    long InputPicoUsd,
    long OutputPicoUsd,
    string PricedAs,
    bool IsDoubtful = false
);
