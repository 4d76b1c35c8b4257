namespace Clew.Host.Data;

/// <summary>The file <c>clew.json</c>, which says that a directory is ours and how it is laid out.</summary>
sealed record DirectoryMarker(string Product, int FormatVersion)
{
    public const string FileName = "clew.json";
    public const string OurProduct = "clew";

    /// <summary>Raised when an older program could no longer read the directory.</summary>
    public const int CurrentFormat = 1;
}
