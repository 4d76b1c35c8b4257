using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// One vocabulary of telemetry: which keys it knows, and what they mean. A dialect is one file; it says in its
/// constructor which attributes map plainly to a field, and reads in <see cref="ReadSpan"/> and <see cref="ReadLog"/>
/// what needs thought. It is listed in <see cref="DialectTable"/>, whose order decides between dialects.
/// </summary>
/// <param name="version">Goes up when the rules change in a way that old records should be derived again.</param>
abstract class Dialect(string name, int version)
{
    const int MaxParameters = 256;

    readonly List<Key> keys = [];
    readonly List<Family> families = [];
    readonly List<string> scopes = [];
    readonly List<Rule> rowRules = [];
    readonly List<Rule> detailRules = [];

    public string Name { get; } = name;

    public int Version { get; } = version;

    public IReadOnlyList<Key> Keys => keys;

    public IReadOnlyList<Family> Families => families;

    /// <summary>Names of instrumentation scopes that are this dialect's; one that ends in <c>*</c> is a prefix.</summary>
    public IReadOnlyList<string> ScopeNames => scopes;

    /// <summary>The place in the table, from the least trusted on.</summary>
    internal int Order { get; set; }

    public Provenance SourceOf(string key) => new(Name, Version, key);

    /// <summary>
    /// Whether the dialect wants to see every record. The others see those that are from their scopes or have any key
    /// that they know.
    /// </summary>
    public virtual bool ListensToAll => false;

    /// <summary>Of a record that the dialect sees: whether it is worth reading.</summary>
    public virtual bool Speaks(Reading reading) => true;

    public virtual void ReadSpan(DecodedSpan span, Reading reading) { }

    public virtual void ReadLog(DecodedLog log, Reading reading) { }

    /// <summary>
    /// Whether the dialect does anything with an attribute; only the page asks. By default its own keys on a span, an
    /// event or a log record. To be told of what is read in another way.
    /// </summary>
    /// <param name="name">That of the event or log record.</param>
    /// <param name="isKnown">Whether the key is registered, by itself or as one of a family.</param>
    public virtual bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown) =>
        isKnown && place is not (AttributePlace.Resource or AttributePlace.Scope);

    /// <summary>Claims instrumentation scopes: whole names, or prefixes that end in <c>*</c>.</summary>
    protected void Scopes(params ReadOnlySpan<string> names) => scopes.AddRange(names);

    /// <summary>Whether the record was made by one of the dialect's own scopes.</summary>
    protected bool IsInScope(Reading reading) => (reading.ScopeOf & (1UL << Order)) != 0;

    /// <summary>Registers a key that needs more than a plain mapping.</summary>
    protected Key Attribute(string key)
    {
        var made = new Key(this, key);
        keys.Add(made);
        return made;
    }

    protected Key[] Attributes(params ReadOnlySpan<string> names)
    {
        var made = new Key[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            made[i] = Attribute(names[i]);
        }

        return made;
    }

    protected Family FamilyOf(string prefix)
    {
        var made = new Family(this, prefix);
        families.Add(made);
        return made;
    }

    /// <summary>Text of the span; of several keys the first that is there and not empty.</summary>
    protected void MapText(Field field, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Text, field, Attributes(names), null));

    /// <summary>Text of the trace, or text of the span that is a trace's to keep.</summary>
    protected void MapTrace(Field field, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Trace, field, Attributes(names), null));

    /// <summary>A JSON value, as it was sent.</summary>
    protected void MapPayload(Field field, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Payload, field, Attributes(names), null));

    /// <summary>A duration in seconds, kept in nanoseconds.</summary>
    protected void MapSeconds(Field field, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Seconds, field, Attributes(names), null));

    /// <summary>A duration in milliseconds, kept in nanoseconds.</summary>
    protected void MapMilliseconds(Field field, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Milliseconds, field, Attributes(names), null));

    /// <summary>A request parameter under its common name.</summary>
    protected void MapParameter(string path, params ReadOnlySpan<string> names) =>
        Add(new(RuleKind.Parameter, Field.Parameter, Attributes(names), path));

    /// <summary>Metadata, kept under the attributes' own names, dots and all.</summary>
    protected void MapMetadata(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Add(new(RuleKind.Metadata, Field.Metadata, Attributes(name), Leaves.PathOf(name)));
        }
    }

    /// <summary>
    /// Reads what is left of a family: request parameters that no dialect knows by name, under the rest of their keys.
    /// </summary>
    protected static void ReadParameters(Family family, AttributeIndex attributes, Reading reading)
    {
        if (!reading.IsDetail || !attributes.Has(family))
        {
            return;
        }

        var left = MaxParameters;
        foreach (var value in attributes.All)
        {
            if (left > 0 && value.Kind != ValueKind.Empty && attributes.IsOther(value.Key, family))
            {
                left--;
                var path = reading.Strings.Of(value.Key[family.Utf8.Length..]);
                reading.Item(Field.Parameter, path, Json.TextOf(value), family.Source);
            }
        }
    }

    /// <summary>States text of an attribute. False if it is not there or empty.</summary>
    protected static bool ReadText(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } text)
        {
            reading.Text(field, text, key.Source);
            return true;
        }

        return false;
    }

    /// <summary>Reads the type of the span from one word.</summary>
    /// <returns>The type; null if the word is missing or not known.</returns>
    protected static SpanType? ReadType(
        Key key,
        Func<string, SpanType?> typeOf,
        AttributeIndex attributes,
        Reading reading
    )
    {
        if (!attributes.TryGet(key, out var value) || value.Kind != ValueKind.String)
        {
            return null;
        }

        var type = typeOf(reading.Strings.Of(value.Utf8));
        if (type is { } known)
        {
            reading.TypeIs(known, key.Source);
        }

        return type;
    }

    /// <summary>Reads input and output from keys of the dialect's own: of each list the first that is there.</summary>
    protected static void ReadContent(
        ReadOnlySpan<Key> inputs,
        ReadOnlySpan<Key> outputs,
        Reading reading,
        ContentSource from = ContentSource.Own
    )
    {
        foreach (var key in inputs)
        {
            if (reading.Attributes.TryGet(key, out var value))
            {
                reading.Input(from, value, null, key.Source);
                break;
            }
        }

        foreach (var key in outputs)
        {
            if (reading.Attributes.TryGet(key, out var value))
            {
                reading.Output(from, value, null, key.Source);
                break;
            }
        }
    }

    /// <summary>Reads what is mapped plainly.</summary>
    protected void Apply(AttributeIndex attributes, Reading reading)
    {
        Apply(rowRules, attributes, reading);
        if (reading.IsDetail)
        {
            Apply(detailRules, attributes, reading);
        }
    }

    static void Apply(List<Rule> rules, AttributeIndex attributes, Reading reading)
    {
        foreach (var rule in rules)
        {
            foreach (var key in rule.Keys)
            {
                if (attributes.TryGet(key, out var value) && State(rule, key, value, reading))
                {
                    break;
                }
            }
        }
    }

    static bool State(in Rule rule, Key key, in Value value, Reading reading)
    {
        switch (rule.Kind)
        {
            case RuleKind.Parameter:
                reading.Item(rule.Field, rule.Path, Json.TextOf(value), key.Source);
                return true;
            case RuleKind.Metadata:
                if (value is { Kind: ValueKind.String, Utf8.IsEmpty: true })
                {
                    return false;
                }

                reading.Metadata(rule.Path!, Json.TextOf(value, mayBeNumber: false), key.Source);
                return true;
            case RuleKind.Payload:
                reading.Text(rule.Field, reading.PayloadOf(value, null), key.Source);
                return true;
            case RuleKind.Seconds or RuleKind.Milliseconds:
                if (Numbers.TryNano(value, rule.Kind == RuleKind.Seconds ? 1e9 : 1e6, out var nano))
                {
                    reading.Number(rule.Field, nano, key.Source);
                    return true;
                }

                return false;
            default:
                if (reading.Strings.Of(value) is not { Length: > 0 } text)
                {
                    return false;
                }

                if (rule.Kind == RuleKind.Trace)
                {
                    reading.Trace(rule.Field, text, key.Source);
                }
                else
                {
                    reading.Text(rule.Field, text, key.Source);
                }

                return true;
        }
    }

    void Add(Rule rule) => (rule.Field >= Field.Input ? detailRules : rowRules).Add(rule);

    enum RuleKind : byte
    {
        Text,
        Trace,
        Payload,
        Seconds,
        Milliseconds,
        Parameter,
        Metadata,
    }

    readonly record struct Rule(RuleKind Kind, Field Field, Key[] Keys, string? Path);
}
