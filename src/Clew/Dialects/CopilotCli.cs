using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// GitHub Copilot CLI: OTel GenAI to the letter, with a few words of its own. What it calls cost is counted in premium
/// requests, not dollars, so it is metadata; the tokens of <c>invoke_agent</c> are the sum of its chats.
/// </summary>
sealed class CopilotCli : Dialect
{
    readonly Family own;
    readonly Key user;

    public CopilotCli()
        : base("copilot-cli", 1)
    {
        Scopes("github.copilot", "@github/copilot");
        own = FamilyOf("github.copilot.");
        user = Attribute("enduser.pseudo.id");
    }

    /// <summary>Anyone may send a hash for a user.</summary>
    public override bool Speaks(Reading reading) => IsInScope(reading) || reading.Attributes.Has(own);

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        // A stable hash in place of a name.
        if (reading.Attributes.TryGet(user, out var hash) && reading.Strings.Of(hash) is { Length: > 0 } id)
        {
            reading.Trace(Field.UserId, id, user.Source);
        }

        if (!reading.IsDetail || !reading.Attributes.Has(own))
        {
            return;
        }

        foreach (var value in reading.Attributes.All)
        {
            if (value.Key.StartsWith(own.Utf8))
            {
                reading.Item(Field.Metadata, value.KeyText, Json.TextOf(value), own.Source);
            }
        }
    }
}
