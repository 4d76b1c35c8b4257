using System.Globalization;

namespace Chatter;

/// <summary>Who asks, about what: fills the slots of the texts.</summary>
sealed class Customer
{
    readonly Dictionary<string, string> _slots;

    public Customer(Exchanges exchanges, Random random, long now, string[]? fits = null)
    {
        int who = random.Next(exchanges.Customers.Length);
        Name = exchanges.Customers[who];
        UserId = $"cust_{4100 + who * 37}";
        SessionId = $"sess_{random.Next(0x1000000):x6}";
        Product[] products = [.. exchanges.Products.Where(p => fits is null || fits.Contains(p.Sku))];
        Product = products[random.Next(products.Length)];
        Order = $"FH-{random.Next(20000, 99999)}";
        DateTimeOffset day = DateTimeOffset.FromUnixTimeMilliseconds(now / 1_000_000);
        OrderedDaysAgo = random.Next(3, 40);
        _slots = new()
        {
            ["first"] = Name.Split(' ')[0],
            ["product"] = Product.Name,
            ["order"] = Order,
            ["price"] = Story.Euro(Product.Price),
            ["discounted"] = Story.Euro(Product.Price * 0.85),
            ["day"] = day.AddDays(-2).ToString("dddd", CultureInfo.InvariantCulture),
            ["nextday"] = day.AddDays(3).ToString("dddd", CultureInfo.InvariantCulture),
            ["age"] = "412",
        };
    }

    public string Name { get; }
    public string UserId { get; }
    public string SessionId { get; }
    public Product Product { get; }
    public string Order { get; }
    public int OrderedDaysAgo { get; }

    public string Fill(string text)
    {
        foreach ((string slot, string value) in _slots)
            text = text.Replace("{" + slot + "}", value, StringComparison.Ordinal);
        return text;
    }
}
