using Clew.Tests.Architecture.Example.Lower;
using Clew.Tests.Architecture.Example.Upper;

namespace Clew.Tests.Architecture;

public sealed class RoomsTests
{
    static readonly IReadOnlySet<Reference> Ours = AssemblyWalk.References(
        typeof(global::Clew.Model.TraceId).Assembly.Location
    );

    [Fact]
    public void Every_room_knows_only_what_it_may() => Assert.Empty(Rooms.Violations(Ours, RoomTable.MayKnow));

    [Fact]
    public void The_table_has_no_cycle()
    {
        var placed = new HashSet<string>();
        while (
            RoomTable.MayKnow.FirstOrDefault(r => !placed.Contains(r.Key) && r.Value.All(placed.Contains))
                is { Key: { } next }
        )
        {
            placed.Add(next);
        }
        Assert.Equal(RoomTable.MayKnow.Keys.Order(), placed.Order());
    }

    [Fact]
    public void Only_Host_knows_a_particular_store()
    {
        var knowing = RoomTable.MayKnow.Where(r =>
            r.Value.Any(known => known.StartsWith("Store.", StringComparison.Ordinal))
        );
        Assert.Equal("Host", Assert.Single(knowing).Key);
    }

    [Fact]
    public void Pure_rooms_touch_nothing_outside_themselves()
    {
        var impure = Ours.Where(r => RoomTable.Pure.Contains(Rooms.Of(r.FromNamespace, RoomTable.MayKnow)))
            .Where(r => RoomTable.NotForThePure.Any(name => IsOrIsIn(r.To, name)))
            .Select(r => $"{r.From} names {r.To}");
        Assert.Empty(impure.Distinct());
    }

    static bool IsOrIsIn(string type, string name) =>
        name.EndsWith('.') ? type.StartsWith(name, StringComparison.Ordinal) : type == name;

    [Theory]
    [InlineData(nameof(ByBase))]
    [InlineData(nameof(ByInterface))]
    [InlineData(nameof(ByField))]
    [InlineData(nameof(ByParameter))]
    [InlineData(nameof(ByReturn))]
    [InlineData(nameof(ByProperty))]
    [InlineData(nameof(ByGenericArgument))]
    [InlineData(nameof(ByConstraint))]
    [InlineData(nameof(ByAttribute))]
    [InlineData(nameof(ByCall))]
    [InlineData(nameof(ByCallInClosure))]
    [InlineData(nameof(ByGenericCall))]
    [InlineData(nameof(ByTypeOf))]
    [InlineData(nameof(ByCatch))]
    [InlineData(nameof(ByAsync))]
    public void The_walk_sees_a_type_that_is_named(string knower)
    {
        var example = AssemblyWalk.References(typeof(RoomsTests).Assembly.Location);
        Assert.Contains(
            example,
            r =>
                r.From.EndsWith("Upper." + knower, StringComparison.Ordinal) && r.ToNamespace == typeof(Known).Namespace
        );
    }

    [Fact]
    public void A_forbidden_edge_is_told_with_both_types()
    {
        var references = new[]
        {
            new Reference("Clew.Model", "Clew.Model.Span", "Clew.Api.Shapes", "Clew.Api.Shapes.Row"),
        };
        var violation = Assert.Single(Rooms.Violations(references, RoomTable.MayKnow));
        Assert.Equal("Model may not know Api: Clew.Model.Span names Clew.Api.Shapes.Row", violation);
    }

    [Fact]
    public void A_table_without_an_edge_that_exists_is_told()
    {
        var table = new Dictionary<string, string[]>(RoomTable.MayKnow) { ["Store"] = [] };
        Assert.Contains(
            Rooms.Violations(Ours, table),
            told => told.StartsWith("Store may not know Model", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_particular_store_is_not_the_contract()
    {
        var references = new[] { new Reference("Clew.Api", "Clew.Api.A", "Clew.Store.Sqlite", "Clew.Store.Sqlite.S") };
        Assert.Single(Rooms.Violations(references, RoomTable.MayKnow));
    }

    [Fact]
    public void A_room_that_nobody_planned_is_told()
    {
        var references = new[] { new Reference("Clew.Utils", "Clew.Utils.A", "System", "System.String") };
        Assert.Equal(["Utils is not a room of the table."], Rooms.Violations(references, RoomTable.MayKnow));
    }
}
