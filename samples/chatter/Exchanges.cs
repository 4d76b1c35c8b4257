using System.Text.Json;

namespace Chatter;

/// <summary>A thing the shop sells. The price is in euros.</summary>
sealed record Product(string Name, string Sku, double Price);

/// <summary>A conversation: turns of question and answer, with slots in braces.</summary>
/// <param name="Turns">What the customer writes, what the assistant answers.</param>
/// <param name="Fits">The products it can be about; all, if null.</param>
sealed record Chat(string[][] Turns, string[]? Fits);

/// <summary>A request for money back, and how it ends: approved, declined or escalated.</summary>
sealed record Refund(string Ask, string Reason, string Outcome, string Answer, string[]? Fits);

/// <summary>A question to the knowledge base, with the documents that answer it: id and text, best first.</summary>
sealed record Question(string Ask, string[][] Docs, string Answer);

/// <summary>Everything people and models say in this imaginary shop.</summary>
sealed record Exchanges(
    Product[] Products,
    string[] Customers,
    Chat[] Chats,
    Refund[] Refunds,
    Question[] Questions,
    JsonElement[][] Judgements
)
{
    public static Exchanges Load()
    {
        using Stream stream = typeof(Exchanges).Assembly.GetManifestResourceStream("exchanges.json")!;
        return JsonSerializer.Deserialize<Exchanges>(stream, JsonSerializerOptions.Web)!;
    }
}
