namespace MassagerControl.Web.Remotes;

/// <summary>What a remote may do. STOP needs no role.</summary>
public enum RemoteRole
{
    /// <summary>Rate, pause and stop.</summary>
    RateStop,

    /// <summary>Start sessions and invite others, too.</summary>
    Control,
}
