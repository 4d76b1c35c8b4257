namespace Clew.Store;

/// <summary>Kinds of documents that more than one room asks for. The words are stored.</summary>
static class DocumentKinds
{
    /// <summary>What scores of a name may be.</summary>
    public const string ScoreConfig = "score-config";

    /// <summary>What a project says that a model costs.</summary>
    public const string Model = "model";
}
