namespace Clew;

/// <summary>What becomes of an output that is there already.</summary>
public enum PatchMode
{
    /// <summary>The new value takes its place, whole.</summary>
    Replace,

    /// <summary>
    /// Objects are merged deeply, arrays and strings are appended to, anything else is replaced. The server does it, so
    /// that two who append at once lose nothing. Only Clew can.
    /// </summary>
    Merge,
}
