using System.Text;
using Clew.Bench.Text;

namespace Clew.Bench.Otlp;

/// <summary>A sender: its encoded resource and scope fields, as every request of it starts with them.</summary>
sealed class Service
{
    public Service(string name, string version, string scope, string language, Rng rng)
    {
        ByteBuffer resource = new(512);
        Add(resource, "service.name", name);
        Add(resource, "service.version", version);
        Add(resource, "service.namespace", "shop");
        Add(resource, "service.instance.id", $"{name}-{rng.Next() & 0xffffffff:x8}-{rng.Next() & 0xfffff:x5}");
        Add(resource, "deployment.environment.name", "production");
        Add(resource, "host.name", $"node-{rng.Below(40)}.eu-west");
        Add(resource, "telemetry.sdk.name", "opentelemetry");
        Add(resource, "telemetry.sdk.language", language);
        Add(resource, "telemetry.sdk.version", "1.39.0");
        Resource = Field(0x0a, resource.Written);
        ByteBuffer inside = new();
        inside.Append(Field(0x0a, Encoding.UTF8.GetBytes(scope)));
        inside.Append(Field(0x12, "2.3.1"u8));
        Scope = Field(0x0a, inside.Written);
    }

    /// <summary>ResourceSpans.resource, tag and length included.</summary>
    public byte[] Resource { get; }

    /// <summary>ScopeSpans.scope, tag and length included.</summary>
    public byte[] Scope { get; }

    static void Add(ByteBuffer into, string key, string value) =>
        into.Append(
            Field(
                0x0a,
                [
                    .. Field(0x0a, Encoding.UTF8.GetBytes(key)),
                    .. Field(0x12, Field(0x0a, Encoding.UTF8.GetBytes(value))),
                ]
            )
        );

    static byte[] Field(byte tag, ReadOnlySpan<byte> value)
    {
        ByteBuffer field = new(value.Length + 4);
        field.Append(tag);
        field.Varint((ulong)value.Length);
        field.Append(value);
        return field.Written.ToArray();
    }
}
