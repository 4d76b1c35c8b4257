namespace Clew.Bench.Text;

/// <summary>
/// Where the text of a workload comes from. Every method appends about <c>bytes</c> bytes of UTF-8 that are not
/// repeated later.
/// </summary>
interface ITextSource
{
    /// <summary>Starts a new subject, as a new conversation does.</summary>
    void NextTopic(Rng rng);

    void Question(ByteBuffer into, int bytes, Rng rng);

    void Answer(ByteBuffer into, int bytes, Rng rng);

    void Instructions(ByteBuffer into, int bytes, Rng rng);

    void Code(ByteBuffer into, int bytes, Rng rng);

    void Log(ByteBuffer into, int bytes, Rng rng);

    /// <summary>One short line: a task, a description, an error.</summary>
    void Line(ByteBuffer into, Rng rng);
}
