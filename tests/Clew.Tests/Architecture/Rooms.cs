namespace Clew.Tests.Architecture;

/// <summary>Compares what an assembly's types know with what their rooms may know.</summary>
static class Rooms
{
    const string House = "Clew";

    /// <summary>What is plainly in the house is for those outside it too.</summary>
    const string Sdk = "Sdk";

    /// <summary>
    /// The room of a namespace: its second segment, or second and third where the table has that as a room. Null for
    /// what is not in a room: other assemblies, generated code, the entry point.
    /// </summary>
    public static string? Of(string space, IReadOnlyDictionary<string, string[]> table)
    {
        var parts = space.Split('.');
        if (parts[0] != House)
        {
            return null;
        }
        if (parts.Length == 1)
        {
            return Sdk;
        }
        return parts.Length > 2 && table.ContainsKey(parts[1] + "." + parts[2]) ? parts[1] + "." + parts[2] : parts[1];
    }

    /// <summary>One sentence for each thing that is known and should not be.</summary>
    public static IReadOnlyList<string> Violations(
        IEnumerable<Reference> references,
        IReadOnlyDictionary<string, string[]> table
    )
    {
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (Of(reference.FromNamespace, table) is not { } from)
            {
                continue;
            }
            if (!table.TryGetValue(from, out var known))
            {
                violations.Add($"{from} is not a room of the table.");
            }
            else if (Of(reference.ToNamespace, table) is { } to && to != from && !known.Contains(to))
            {
                violations.Add($"{from} may not know {to}: {reference.From} names {reference.To}");
            }
        }
        return [.. violations];
    }
}
