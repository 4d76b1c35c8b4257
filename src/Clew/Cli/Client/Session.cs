using System.Text.Json;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>One call of a verb: the client, and where to write.</summary>
/// <param name="variables">Those of the shell and of the files named on the line.</param>
sealed class Session(Target target, IReadOnlyDictionary<string, string> variables, Surroundings around) : IDisposable
{
    public ClewClient Client { get; } =
        new(
            new ClewClientOptions
            {
                Host = target.Host,
                PublicKey = target.PublicKey,
                SecretKey = target.SecretKey,
                Time = around.Time,
                Warn = sentence => around.Error.WriteLine("Warning: " + sentence),
            }
        );

    public Target Target => target;
    public IReadOnlyDictionary<string, string> Variables => variables;
    public Surroundings Around => around;
    public TextWriter Output => around.Output;
    public Paint Paint { get; } = Paint.For(around);

    public void Dispose() => Client.Dispose();

    /// <summary>JSON as it came, laid out for reading.</summary>
    public void WriteJson(JsonElement json) => Output.WriteLine(ClewJson.Text(json, indented: true));

    public void Note(string sentence) => around.Error.WriteLine(sentence);
}
