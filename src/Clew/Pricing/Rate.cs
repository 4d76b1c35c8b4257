namespace Clew.Pricing;

/// <summary>The kinds of tokens that a provider may charge differently.</summary>
enum Rate
{
    Input,
    Output,
    CacheRead,

    /// <summary>Kept for five minutes, or however long the provider does without being asked.</summary>
    CacheWrite,
    CacheWrite1h,
    Reasoning,
    InputAudio,
    OutputAudio,
    CacheReadAudio,
    InputImage,
    OutputImage,
    CacheReadImage,
    InputVideo,
    OutputVideo,
}
