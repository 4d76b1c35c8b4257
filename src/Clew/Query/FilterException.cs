namespace Clew.Query;

/// <summary>A filter that cannot mean anything; the message is one sentence for who wrote it.</summary>
/// <param name="about">The field it is about.</param>
sealed class FilterException(string about, string message) : Exception(message)
{
    public string About => about;
}
