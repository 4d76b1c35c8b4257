using System.Globalization;

namespace Chatter;

/// <summary>The command line.</summary>
/// <param name="Endpoint">Where OTLP/HTTP listens.</param>
/// <param name="Traces">How many traces to send.</param>
/// <param name="Seed">The same seed tells the same stories.</param>
/// <param name="Rate">Traces a second, each happening now; 0 sends at once.</param>
/// <param name="UntilNow">The last trace ends now; otherwise times are fixed by the seed.</param>
/// <param name="Hours">Over how many hours the traces are spread.</param>
/// <param name="Key">Value of the Authorization header, if any.</param>
sealed record Options(Uri Endpoint, int Traces, int Seed, double Rate, bool UntilNow, double Hours, string? Key)
{
    public const string Help = """
        chatter: sends the traffic of an imaginary shop's assistants to an OTLP/HTTP server

          --endpoint http://127.0.0.1:4318   where to send
          --traces 50                        how many traces
          --seed 7                           the same seed tells the same stories
          --rate 5                           traces a second, happening now (default: all at once)
          --until-now                        spread them over the last hours (default: a fixed day)
          --hours 6                          over how many hours
          --authorization TEXT               value of the Authorization header
        """;

    /// <exception cref="FormatException">An option is unknown or has no proper value.</exception>
    public static Options Parse(string[] args)
    {
        Options options = new(new Uri("http://127.0.0.1:4318"), 50, 7, 0, false, 6, null);
        for (int i = 0; i < args.Length; i++)
        {
            string Value() => i + 1 < args.Length ? args[++i] : throw new FormatException($"{args[i]} needs a value");
            double Number() => double.Parse(Value(), CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--endpoint" => options with { Endpoint = new Uri(Value()) },
                "--traces" => options with { Traces = (int)Number() },
                "--seed" => options with { Seed = (int)Number() },
                "--rate" => options with { Rate = Number() },
                "--hours" => options with { Hours = Number() },
                "--until-now" => options with { UntilNow = true },
                "--authorization" => options with { Key = Value() },
                _ => throw new FormatException($"unknown option {args[i]}"),
            };
        }
        return options;
    }
}
