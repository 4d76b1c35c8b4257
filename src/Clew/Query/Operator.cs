namespace Clew.Query;

/// <summary>How a field is compared.</summary>
enum Operator : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    StartsWith,
    EndsWith,

    /// <summary>Is like a text with gaps; see <see cref="Wildcard"/>.</summary>
    Like,

    /// <summary>Contains it, upper and lower case being the same.</summary>
    ContainsAnyCase,

    /// <summary>Is, or has among its values, one of those given.</summary>
    AnyOf,
    NoneOf,

    /// <summary>Has every one of those given among its values.</summary>
    AllOf,
    Exists,
    IsNull,
}

/// <summary>What is left to test once the others are said by it: <c>!=</c> is not <c>any of</c>, and so on.</summary>
enum Test : byte
{
    AnyOf,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    StartsWith,
    EndsWith,
    Like,
    ContainsAnyCase,
    Exists,
}
