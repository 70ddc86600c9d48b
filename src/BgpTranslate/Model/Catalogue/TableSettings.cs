namespace BgpTranslate.Model;

/// <summary>What is said about the table of one address family of an instance.</summary>
public static class TableSettings
{
    /// <summary>How many equal eBGP paths are used.</summary>
    public static readonly Setting<uint> MaximumPathsEbgp = new("multipath.ebgp.maximum-paths", "How many equal eBGP paths are used", SettingScope.Table);

    /// <summary>How many equal iBGP paths are used.</summary>
    public static readonly Setting<uint> MaximumPathsIbgp = new("multipath.ibgp.maximum-paths", "How many equal iBGP paths are used", SettingScope.Table);

    /// <summary>iBGP multipath needs equal cluster lists.</summary>
    public static readonly Setting<bool> MaximumPathsEqualCluster = new("multipath.ibgp.equal-cluster-length", "iBGP multipath needs equal cluster lists", SettingScope.Table);

    /// <summary>Administrative distance of eBGP routes.</summary>
    public static readonly Setting<uint> DistanceExternal = new("distance.external", "Administrative distance of eBGP routes", SettingScope.Table);

    /// <summary>Administrative distance of iBGP routes.</summary>
    public static readonly Setting<uint> DistanceInternal = new("distance.internal", "Administrative distance of iBGP routes", SettingScope.Table);

    /// <summary>Administrative distance of own routes.</summary>
    public static readonly Setting<uint> DistanceLocal = new("distance.local", "Administrative distance of own routes", SettingScope.Table);

    /// <summary>Route flap damping.</summary>
    public static readonly Setting<Dampening> Dampening = new("dampening.enabled", "Route flap damping", SettingScope.Table);

    /// <summary>Policy on the way to the forwarding table.</summary>
    public static readonly Setting<PolicyUse> FibPolicy = new("fib.install-policy", "Policy on the way to the forwarding table", SettingScope.Table, SettingKind.Policy);
}
